/** Every error that the vocabulary and the components throw: what happened, the value got, what to change. */
import type { IConstruct } from "constructs";

/** A declaration that cannot be rendered. It is the reader's to mend, so its message says all. */
export class InvalidPlatform extends Error {
  override readonly name = "InvalidPlatform";
}

const at = (path: string, message: string) => new InvalidPlatform(`[${path}] ${message}`);

export const memoryNotPositive = (mebibytes: number) =>
  new InvalidPlatform(
    `memory must be a whole number of MiB above 0, got: ${mebibytes}\nPass, for example, Memory.mebibytes(256).`,
  );

export const durationNotPositive = (milliseconds: number) =>
  new InvalidPlatform(
    `a duration must be 0 ms or longer, got: ${milliseconds}\nPass, for example, Duration.seconds(5).`,
  );

export const invalidSchedule = (got: string, wanted: string) =>
  new InvalidPlatform(`a schedule must be ${wanted}, got: ${got}\nPass, for example, Schedule.daily("03:00"), in UTC.`);

export const duplicateJob = (path: string, name: string) =>
  at(path, `has two jobs named '${name}'; give one of them another name`);

export const emptyJob = (path: string, name: string) =>
  at(path, `job '${name}' has no command; name the program and its arguments`);

export const invalidName = (kind: string, name: string) =>
  new InvalidPlatform(
    `'${name}' is not a valid name for a ${kind}: use 1 to 40 lower-case letters, digits and hyphens, starting with a letter`,
  );

export const tokenInSpec = (where: string) =>
  new InvalidPlatform(
    `${where} holds a value that is only known after apply\nA spec takes plain strings only: the same spec must hash the same in every synthesis.`,
  );

export const noTarget = (scope: IConstruct) =>
  new InvalidPlatform(
    `no target above '${scope.node.path}'; construct a DockerTarget in the stack first, before its components`,
  );

export const secondTarget = (scope: IConstruct) =>
  new InvalidPlatform(
    `'${scope.node.path}' has a target already; a scope has one target, give the second a scope of its own`,
  );

export const lateOutsideEnvironment = (path: string, where: string) =>
  at(
    path,
    `${where} holds a value that is only known after an apply; only the environment of a container may, never a file or a command`,
  );

export const secretElsewhere = (path: string, where: string) =>
  at(path, `secret is mounted at ${where}; on Kubernetes every secret is a file directly below /run/secrets`);

export const noSharedClass = (path: string, volume: string) =>
  at(
    path,
    `volume '${volume}' is mounted by several pods, which needs a storage class for many nodes at once (ReadWriteMany), and the cluster names none\nSet 'cluster.storage.sharedClass', for example to a class of EFS, Filestore or NFS.`,
  );

export const keeperOfManyImages = (path: string) =>
  at(path, "its jobs before and after the start run different images; on Kubernetes one container repeats them all");

export const keeperFilesDiffer = (path: string, file: string) =>
  at(path, `its jobs before and after the start have different files named '${file}'; give one of them another name`);

export const keeperVariablesDiffer = (path: string, name: string) =>
  at(path, `its jobs before and after the start give ${name} different values; give one of them another variable`);

export const filesTooLarge = (path: string, bytes: number) =>
  at(
    path,
    `configuration files take ${bytes} bytes; a ConfigMap holds at most 1048576\nGive the component fewer or smaller files.`,
  );

export const invalidValues = (release: string, chart: string, problems: readonly string[]) =>
  new InvalidPlatform(
    `the values of release '${release}' do not fit chart '${chart}':\n${problems.map((one) => `  - ${one}`).join("\n")}\nThe chart's values.schema.json says what it takes; a weakened protection needs its reason.`,
  );

export const duplicateComponent = (name: string, first: string, second: string) =>
  at(second, `'${name}' is already the name of [${first}]; give one of them another id`);

export const dataTaken = (name: string, first: string, second: string) =>
  at(
    second,
    `what is kept under the name '${name}' is that of [${first}]; give one of them another id, or take '${name}' out of 'renamedFrom'`,
  );

export const unknownImage = (name: string, known: readonly string[]) =>
  new InvalidPlatform(
    `no image is listed as '${name}'; listed are: ${known.join(", ")}\nPass Image.of("registry/name:tag@sha256:…") for your own image.`,
  );

export const imageWithoutTag = (reference: string) =>
  new InvalidPlatform(
    `image '${reference}' names no version\nAdd a tag or, better, a digest: '${reference}:1.2.3@sha256:…'. 'latest' is refused.`,
  );

export const notNumericUser = (user: string) =>
  new InvalidPlatform(
    `a container runs as a numeric uid:gid other than 0, got: '${user}'\nWrite, for example, 10001:10001.`,
  );

export const sharedBuffersTooLarge = (path: string, wanted: string, limit: string) =>
  at(
    path,
    `Postgres would need ${wanted} at most, its memory limit is ${limit}\nRaise memoryMiB, or lower sharedBuffersMiB, workMemMiB or maxConnections.`,
  );

export const fileOutsideConfig = (path: string) =>
  new InvalidPlatform(`configuration file '${path}' must be a plain relative path; it is placed below /config`);

export const accountTaken = (path: string, server: string, account: string) =>
  at(path, `'${server}' has an account '${account}' of its own; give the layer that uses it another id`);

export const twoCertificates = (path: string) =>
  at(path, "has a certificate that is given and one of an ACME server; leave out 'certificateFile' or 'acme'");

export const sameStateTwice = (one: string, other: string, place: string) =>
  new InvalidPlatform(
    `stacks '${one}' and '${other}' would keep their state in one place, got: ${place}\nLeave out state.s3.key, or give each a key of its own: each would destroy what the other has made.`,
  );
