import { ImageCatalogue } from "../../../constructs/core";

const DIGEST = "0".repeat(64);

/** Every listed image: the upstream ones, and a reference service that nobody has to build. */
export const testImages = (): ImageCatalogue =>
  ImageCatalogue.upstream({ "reference-service": `bulwark/reference-service:1.0.0@sha256:${DIGEST}` });

export const OWN_IMAGE = `registry.example.com/team/service:1.2.3@sha256:${DIGEST}`;
