import { BulwarkError } from "../errors";
import { onHost } from "./paths";

export const reservedName = (name: string) =>
  new BulwarkError(
    `'${name}' cannot name a secret: the environment's own CA has that name\nName the secret otherwise.`,
    2,
  );

export const secretDefinedTwice = (name: string) =>
  new BulwarkError(
    `two components define the secret '${name}' differently\n` +
      `Give one of them another name, or define both alike: kind, of, hosts and givenFile.`,
    2,
  );

export const unknownSecret = (name: string, environment: string, known: readonly string[], nearest?: string) =>
  new BulwarkError(
    `${environment} has no secret '${name}'${nearest === undefined ? "" : `, did you mean '${nearest}'?`}\n` +
      `Its secrets are: ${known.join(", ")}`,
    2,
  );

export const copiesDiffer = (name: string, called: string) =>
  new BulwarkError(
    `the copies of the secret '${name}' differ, and nothing says which of them is right\n` +
      `Make a new value for all of them: bulwark secrets ${called} rotate ${name}`,
    1,
  );

export const notAFile = (path: string) =>
  new BulwarkError(
    `${onHost(path)} on the Docker host should be the file of a secret, and is something else\n` +
      "Look at it and move it away; then run the command again.",
    1,
  );

export const givenFileUnreadable = (name: string, file: string, reason: string) =>
  new BulwarkError(
    `the file given for the secret '${name}' cannot be read: ${file}\n  ${reason}\nPut it there, or correct its path.`,
    2,
  );

export const givenFileWrong = (name: string, file: string, fault: string) =>
  new BulwarkError(
    `the file given for the secret '${name}' ${fault}: ${file}\n` +
      "It must be one PEM file: the server's certificate first, then its chain, and the " +
      "private key without a passphrase.",
    2,
  );

export const channelNotPrivate = (address: string) =>
  new BulwarkError(
    `secrets are not sent to ${address}: plain TCP to another machine can be read on the way\n` +
      "Use ssh://user@host, or TLS with DOCKER_CERT_PATH.",
    2,
  );

export const keyNotRotated = (name: string) =>
  new BulwarkError(
    `'${name}' is not rotated: what was encrypted with it could not be read any more\n` +
      "docs/guides/backup-and-restore.md says how a repository gets another password.",
    2,
  );
