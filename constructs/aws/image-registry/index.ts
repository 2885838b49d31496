export { ImageRegistry, type ImageRegistryProps } from "./image-registry";
