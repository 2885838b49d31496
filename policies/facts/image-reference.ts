import type { ImageReference } from "./container";

const DEFAULT_REGISTRY = "docker.io";

/** `library/` holds the official images of Docker Hub, which are written without it. */
const OFFICIAL = "library/";

/**
 * What an image's name means to Docker, containerd and Kubernetes alike. Never fails: of what is not a name nothing can be
 * pulled, which is not for a reader to say.
 * https://pkg.go.dev/github.com/distribution/reference#ParseNormalizedNamed
 */
export function parseImage(text: string): ImageReference {
  // An image by the id that the engine gave it has no name.
  if (/^sha256:[0-9a-f]{64}$/.test(text)) {
    return { text, registry: "", repository: "", tag: undefined, digest: text };
  }
  const [named, digest] = splitOnce(text, text.indexOf("@"));
  const colon = named.lastIndexOf(":");
  const [name, tag] = splitOnce(named, colon > named.lastIndexOf("/") ? colon : -1);
  return { text, ...place(name), tag, digest: isDigest(digest) ? digest : undefined };
}

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
const isDigest = (said: string | undefined): boolean => said !== undefined && DIGEST.test(said);

const DIGEST = /^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

function place(name: string): Pick<ImageReference, "registry" | "repository"> {
  const [first, rest] = splitOnce(name, name.indexOf("/"));
  const isNamed = rest !== undefined && isRegistry(first);
  const registry = isNamed && first !== "index.docker.io" ? first : DEFAULT_REGISTRY;
  const repository = isNamed ? rest : name;
  const isOfficial = registry === DEFAULT_REGISTRY && !repository.includes("/");
  return { registry, repository: isOfficial ? OFFICIAL + repository : repository };
}

/** A first word is a registry by its dot, its port, its upper case, or because it is this machine. */
const isRegistry = (word: string): boolean => /[.:]/.test(word) || word === "localhost" || word !== word.toLowerCase();

const splitOnce = (text: string, at: number): readonly [string, string?] =>
  at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
