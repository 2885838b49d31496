export { Key, type KeyProps, type KeyReference } from "./key";
