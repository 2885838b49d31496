import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** https://docs.kernel.org/networking/proc_net_tcp.html */
const LISTENING = "0A";
const LOCAL_ADDRESS = 1;
const STATE = 3;
const INODE = 9;

/**
 * The program that listens on a TCP port of this machine, `nginx (process 4711)`; undefined when this user may not see
 * it: the open files of others are shown to root alone.
 */
export async function portHolder(port: number, proc = "/proc"): Promise<string | undefined> {
  const tables = await Promise.all(["tcp", "tcp6"].map((name) => textOf(join(proc, "net", name))));
  const sockets = new Set(tables.flatMap((table) => listeners(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  const processes = (await namesIn(proc)).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    if (!(await holdsOne(join(proc, pid, "fd"), sockets))) continue;
    return `${(await textOf(join(proc, pid, "comm"))).trim()} (process ${pid})`;
  }
  return undefined;
}

/** The inodes of the sockets that listen on the port, on whatever address. */
export function listeners(table: string, port: number): readonly string[] {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[LOCAL_ADDRESS]?.endsWith(ending) && fields[STATE] === LISTENING)
    .map((fields) => fields[INODE]!);
}

async function holdsOne(folder: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const files = await namesIn(folder);
  const targets = await Promise.all(files.map((file) => readlink(join(folder, file)).catch(() => "")));
  return targets.some((target) => sockets.has(target));
}

const textOf = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);
