import { BulwarkError } from "../errors";

/** A download could not be had at all: another way may be tried. Not thrown when the wrong thing came. */
export class Unreachable extends BulwarkError {}

export const unreachable = (url: string, reason: string) => new Unreachable(`${url} cannot be had: ${reason}`, 3);

export const checksumDiffers = (what: string, got: string, expected: string) =>
  new BulwarkError(
    `${what} is not what was pinned, got: ${got}, expected: ${expected}\n` +
      "Nothing of it was used. Somebody may be tampering with the connection; try another network, and compare with " +
      "the checksums that the project publishes before changing toolchain/pins.json.",
    4,
  );

export const cacheNotWritable = (folder: string, reason: string) =>
  new BulwarkError(
    `the cache folder ${folder} cannot be written: ${reason}\n` +
      "Set BULWARK_CACHE to a folder of your own, or correct its owner (was Bulwark run with sudo before?).",
    3,
  );

export const lockLost = (file: string, reason: string) =>
  new BulwarkError(
    `the lock ${file}.lock was taken away while it was held: ${reason}\n` +
      "Is the machine suspended or the cache on a slow network disk? Run the command again.",
    4,
  );

export const pinGone = (module: string, lastWords: string) =>
  new BulwarkError(
    `the pinned Go module ${module} can no longer be had\n${lastWords.replace(/^/gm, "    ")}\n` +
      "Bulwark does not fall back to another version: a provider runs with all rights on your Docker hosts. " +
      "Put a mirror that holds the provider into BULWARK_PROVIDER_MIRROR, or update Bulwark.",
    4,
  );

export const goMissing = (needed: string, purpose: string, why: string) =>
  new BulwarkError(
    `${purpose} has to be built, which needs Go ${needed} or newer, and there is none: ${why}\n` +
      "Install any Go (Debian and Ubuntu: sudo apt-get install golang-go; the right version is then fetched by " +
      "itself), or see https://go.dev/doc/install, then run the command again.",
    3,
  );

export const goNotPinned = (platform: string, needed: string) =>
  new BulwarkError(
    `no Go compiler is pinned for ${platform}\nInstall Go ${needed} or newer yourself: https://go.dev/doc/install.`,
    3,
  );

export const engineTooOld = (where: string, found: string, api: string) =>
  new BulwarkError(
    `the Docker engine at ${where} is too old, got: ${found} (API ${api}), needed: 20.10 (API 1.41) or newer\n` +
      "Update Docker on that host. Bulwark never replaces an engine that answers.",
    3,
  );

export const engineDenied = (where: string, user: string) =>
  new BulwarkError(
    `${user} may not use the Docker engine at ${where} (permission denied)\n` +
      `Run: sudo usermod -aG docker ${user}, then log out and in again; or run Bulwark as root. ` +
      "Whoever may use Docker is root on that host.",
    3,
  );

export const engineUnreachable = (where: string, reason: string) =>
  new BulwarkError(
    `no Docker engine answers at ${where}: ${reason}\n` +
      "Start it on that host, or correct DOCKER_HOST or the Docker context. Bulwark starts an engine by itself only " +
      "at unix:///var/run/docker.sock.",
    3,
  );

export const engineMissing = (where: string, why: string) =>
  new BulwarkError(
    `no Docker engine answers at ${where}, and Bulwark cannot install or start one: ${why}\n` +
      "Install Docker 20.10 or newer (Debian and Ubuntu: sudo apt-get install docker.io iptables), start it, and run " +
      "the command again; or point DOCKER_HOST at an engine.",
    3,
  );

export const engineDidNotStart = (how: string, ending: string, log: string) =>
  new BulwarkError(
    `the Docker engine was started (${how}) but ${ending}\n` +
      (log === "" ? "  It logged nothing." : `  Its log ends with:\n${log.replace(/^/gm, "    ")}`),
    4,
  );

export const contextUnknown = (name: string, file: string) =>
  new BulwarkError(
    `the Docker context '${name}' is chosen but ${file} does not describe it\n` +
      "Choose another with: docker context use default, or set DOCKER_HOST.",
    3,
  );

export const notDecidedYet = (what: string) =>
  new BulwarkError(`the set-up of ${what} was asked for its result before it had run\nRun its tasks first.`, 4);

export const providerMissing = (source: string, constraint: string, why: string) =>
  new BulwarkError(
    `the provider ${source} ~> ${constraint} is in no mirror of this machine, and the registry cannot be used: ${why}\n` +
      "Put a mirror that has it into BULWARK_PROVIDER_MIRROR; 'terraform providers mirror FOLDER' makes one where the registry " +
      "is reached. It is too large to be built here.",
    3,
  );
