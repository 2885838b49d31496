export { apply, pending } from "./apply";
export { check, type CheckReport } from "./check";
export { init, type InitReport } from "./init";
export { pathOnHost } from "./read";
export { removeSecrets } from "./remove";
export { rotate, type RotateReport } from "./rotate";
export { CopyState } from "./reconcile";
