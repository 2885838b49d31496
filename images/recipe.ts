/** Machine types that images are built for, in Debian's words. */
export type Architecture = "amd64" | "arm64";

/** A folder of the image. It exists with its owner, so that a named volume mounted there inherits both. */
export interface Directory {
  readonly mode: number;
  /** uid and gid. */
  readonly owner: number;
}

/** A file copied from `images/files`. It belongs to root. */
export interface SourceFile {
  /** Path below `images/files`. */
  readonly source: string;
  readonly mode: number;
}

/** Files of one package joined into one, for what a maintainer script would have done at installation. */
export interface Bundle {
  readonly package: string;
  readonly suffix: string;
  readonly into: string;
}

/** What lies in one layer. Later entries never replace earlier ones: own folders, files and links win over packages. */
export interface LayerRecipe {
  /** Debian packages; what they depend on comes with them. */
  readonly packages: readonly string[];
  /** Packages that others depend on and that a container does not need. They count as installed. @default - none */
  readonly without?: readonly string[];
  /** Per package the only paths taken from it. @default - all */
  readonly keep?: Readonly<Record<string, readonly string[]>>;
  /** Paths left out of every package, with all below them; `*` stands for any part of one name. @default - none */
  readonly drop?: readonly string[];
  /** Names for the uids in use; the gid is the same number. @default - root and nobody only */
  readonly users?: Readonly<Record<string, number>>;
  /** Absolute path of the folder. @default - none beyond those that files need */
  readonly directories?: Readonly<Record<string, Directory>>;
  /** Absolute path of the file. @default - none */
  readonly files?: Readonly<Record<string, SourceFile>>;
  /** Absolute path of the symbolic link, and where it leads. @default - none */
  readonly links?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly bundle?: Bundle;
}

/** Node.js from the npm package that ships its binary, since Debian's is too old. */
export interface NodeBinary {
  readonly version: string;
  /** The registry's `dist.integrity` of the package for each machine type. */
  readonly integrity: Readonly<Record<Architecture, string>>;
}

/** A Node.js application that is compiled from a folder of this repository. */
export interface Application {
  /** Folder from the root of the repository. */
  readonly folder: string;
  /** Files and folders in it that decide the result. */
  readonly sources: readonly string[];
  /** What is taken of it after the build. */
  readonly results: readonly string[];
  /** Absolute path in the image. */
  readonly into: string;
}

/**
 * One image as data: everything that decides its content, so that the hash of it can name the image.
 * It has no volumes: an image's VOLUME under a read-only root becomes an anonymous writable volume. It has no
 * health check: how healthy looks is said in the component's spec, for every source of the image.
 */
export interface Recipe extends LayerRecipe {
  readonly name: string;
  /** First part of the tag: the version line of the program. */
  readonly version: string;
  /** Numeric, since Kubernetes cannot tell that a named user is not root. */
  readonly user: `${number}:${number}`;
  readonly entrypoint: readonly string[];
  /** @default - no arguments */
  readonly command?: readonly string[];
  /** Added to, or in place of, the environment of `base.ts`. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default / */
  readonly workingDirectory?: string;
  /** TCP ports. @default - none */
  readonly ports?: readonly number[];
  /** @default SIGTERM */
  readonly stopSignal?: string;
  /** @default - no Node.js */
  readonly node?: NodeBinary;
  /** @default - no application */
  readonly application?: Application;
}
