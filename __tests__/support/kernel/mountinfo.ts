export interface Mount {
  readonly target: string;
  /** Path within the mounted file system: a bind mount of /srv/a shows `/srv/a`. */
  readonly root: string;
  readonly source: string;
  readonly type: string;
  /** Of the mount, not of the file system below it: a read-only container root is a read-only mount of a writable overlay. */
  readonly writable: boolean;
  readonly superOptions: readonly string[];
}

/** Where every container of every engine has a writable mount, whatever was asked: kernel interfaces, a 64 MB /dev/shm. */
export const ENGINE_MOUNTS: readonly string[] = ["/proc", "/dev", "/dev/pts", "/dev/mqueue", "/dev/shm"];

/** Reads /proc/<pid>/mountinfo. https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
export function parseMountinfo(text: string): readonly Mount[] {
  return text
    .split("\n")
    .map((line) => line.split(" "))
    .filter((fields) => fields.length > 6)
    .map(mountOf);
}

function mountOf(fields: readonly string[]): Mount {
  const [, , , root = "", target = "", options = ""] = fields;
  const [type = "", source = "", superOptions = ""] = fields.slice(fields.indexOf("-", 6) + 1);
  return {
    target: unescaped(target),
    root: unescaped(root),
    source: unescaped(source),
    type,
    writable: options.split(",").includes("rw"),
    superOptions: superOptions.split(","),
  };
}

/** Blank, tab, newline and backslash are written as three octal digits. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_match, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

/** The last mount on a path is the one that is seen. */
export function mountAt(mounts: readonly Mount[], target: string): Mount | undefined {
  return mounts.findLast((mount) => mount.target === target);
}

/** Targets that may be written beyond what the engine always gives: volumes, binds, tmpfs, a writable root. */
export function writableTargets(mounts: readonly Mount[]): readonly string[] {
  const seen = [...new Set(mounts.map(({ target }) => target))].flatMap((target) => mountAt(mounts, target) ?? []);
  return seen
    .filter((mount) => mount.writable && !isOfEngine(mount))
    .map(({ target }) => target)
    .sort();
}

/**
 * Masked files of /proc are /dev/null. With cgroup v1 the hierarchies are mounted read-only in a small tmpfs that only
 * root may write, and that the engine leaves writable.
 */
function isOfEngine({ target, root, type }: Mount): boolean {
  const isMask = target.startsWith("/proc/") && root === "/null";
  return ENGINE_MOUNTS.includes(target) || isMask || (target === "/sys/fs/cgroup" && type === "tmpfs");
}
