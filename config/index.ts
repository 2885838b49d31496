export { componentLines } from "./component-line";
export { crossChecks } from "./cross-checks";
export { environmentFile } from "./environment-file";
export { InvalidEnvironment } from "./errors";
export { environmentFiles } from "./files";
export { builtImages, decidedImageSource, decisionFile, type ImageSource } from "./images";
export { loadEnvironment, loadEnvironments, type Environment } from "./load";
export { networkCount } from "./networks";
export { environmentSettings, type Settings } from "./schema";
