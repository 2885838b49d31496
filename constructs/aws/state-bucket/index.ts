export { ClosedBucket, type ClosedBucketProps } from "./closed-bucket";
export { StateBucket, type StateBucketProps, type StateBucketReference } from "./state-bucket";
