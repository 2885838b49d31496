import { BulwarkError } from "../errors";
import type { LockedPackage } from "./package-lock";

export const keyringMissing = (path: string) =>
  new BulwarkError(
    `the keys that Debian signs its packages with are missing: ${path}\n` +
      "Install them: apt-get install debian-archive-keyring",
    3,
  );

export const aptMissing = (tool: string) =>
  new BulwarkError(
    `images are built from Debian packages with '${tool}', which is not on the PATH\n` +
      "Use a Debian or Ubuntu machine, or take the images from a registry: 'images: { source: registry }'.",
    3,
  );

/** The archive dropped a locked version; the caller resolves again. */
export class LockedVersionGone extends BulwarkError {}

export const lockedVersionGone = (words: string) =>
  new LockedVersionGone(`the archive no longer offers a package that was locked: ${words}`, 4);

/** A package needs a newer base than the locked one; the caller resolves everything again. */
export class BaseOutdated extends BulwarkError {}

export const baseOutdated = (name: string) =>
  new BaseOutdated(`the locked base layer has an older ${name} than a package needs`, 4);

export const packageFileMissing = ({ name, version, file }: LockedPackage) =>
  new BulwarkError(`apt downloaded ${name} ${version} but left no file named ${file}`, 4);

export const checksumMismatch = (what: string, expected: string, got: string) =>
  new BulwarkError(
    `${what} is not what was pinned, got: ${got}, expected: ${expected}\n` +
      "Nothing of it was used. Try again; if it stays, something between you and the archive changes files.",
    4,
  );

export const hardLinkWithoutTarget = (path: string, target: string) =>
  new BulwarkError(`'${path}' is a hard link to '${target}', which was dropped; drop or keep both in the recipe`, 4);

export const unknownEntryType = (path: string, type: string) =>
  new BulwarkError(`'${path}' is a ${type}; images hold files, folders and links only: drop it in the recipe`, 4);

export const applicationMissing = (folder: string) =>
  new BulwarkError(`there is no application to build in '${folder}': it has no package.json`, 4);

export const nodeBinaryMissing = (file: string) =>
  new BulwarkError(`the npm package in '${file}' holds no file 'package/bin/node'`, 4);

export const unknownImage = (name: string, known: readonly string[]) =>
  new BulwarkError(`there is no recipe for an image '${name}'; there are: ${known.join(", ")}`, 2);

export const unknownArchitecture = (got: string) =>
  new BulwarkError(
    `images are built for amd64 and arm64; the engine says it runs on: ${got}\n` +
      "Take the images from a registry: 'images: { source: registry }'.",
    3,
  );

export const loadFailed = (words: string) => new BulwarkError(`the engine refused the images: ${words}`, 4);
