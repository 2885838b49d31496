/** Images from Debian packages, for machines that reach no container registry. */
export {
  type ArchiveOptions,
  debianImageArchive,
  ensureDebianImages,
  type EnsuredImage,
  type EnsureOptions,
} from "./ensure";
export { computeImageLock, generateImageLock, type ImageLock, readImageLock, staleNames } from "./generate";
