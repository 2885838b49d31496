/** The folder of a Docker host below which Bulwark keeps files. */
export const HOST_FOLDER = "/var/lib/bulwark";

/** Whose copies nobody but root reads: what the operator needs, and the key of the local CA. */
export const ROOT = 0;

export interface Location {
  readonly environment: string;
  /** The user that reads this copy. */
  readonly uid: number;
  readonly name: string;
}

/** The folder of an environment's secrets, relative to `HOST_FOLDER` as all paths in this area are. */
export function secretsFolder(environment: string): string {
  return `${environment}/secrets`;
}

/** One copy of a secret. The containers' mounts name the same path. */
export function secretFile({ environment, uid, name }: Location): string {
  return `${secretsFolder(environment)}/${uid}/${name}`;
}

/** The path as a person on the Docker host types it. */
export function onHost(path: string): string {
  return path === "" ? HOST_FOLDER : `${HOST_FOLDER}/${path}`;
}

/** Undefined for what is no copy of a secret of the environment. `path` is as on the host. */
export function locationOf(environment: string, path: string): Location | undefined {
  const folder = `${onHost(secretsFolder(environment))}/`;
  const [, uid, name] = path.startsWith(folder) ? (/^(\d+)\/([^/]+)$/.exec(path.slice(folder.length)) ?? []) : [];
  return uid === undefined || name === undefined ? undefined : { environment, uid: Number(uid), name };
}
