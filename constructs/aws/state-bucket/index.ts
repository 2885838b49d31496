export { ClosedBucket, type ClosedBucketProps } from "./closed-bucket";
export { stateKeyAlias, type StatePlace } from "./key-alias";
export { StateBucket, type StateBucketProps, type StateBucketReference } from "./state-bucket";
