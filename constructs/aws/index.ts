/** What a platform stands on in AWS, each usable by itself in other people's stacks. */
export { Account } from "./account";
export { Key, type KeyProps, type KeyReference } from "./key";
export { policyOf, type Statement } from "./policy";
