import { execFileSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { Readable } from "node:stream";
import type Docker from "dockerode";
import { packed } from "../../../operations/engine/tar";

/** A shell and the few programs that tests run in containers, from this machine: no registry is needed. */
export const SHELL_IMAGE = "shell:1";

const PROGRAMS = ["sh", "cat", "sleep", "rm", "rmdir", "date"].map((name) => `/bin/${name}`);

export interface ShellImageOptions {
  /** @default shell:1 */
  readonly reference?: string;
  /** Further files, content by path. @default - none */
  readonly files?: Readonly<Record<string, string>>;
  /** Instructions of a Dockerfile. @default - none */
  readonly changes?: readonly string[];
}

export async function importShellImage(
  docker: Docker,
  { reference = SHELL_IMAGE, files: more = {}, changes = [] }: ShellImageOptions = {},
): Promise<void> {
  const paths = [...new Set(PROGRAMS.flatMap((program) => [program, ...librariesOf(program)]))];
  const owned = { uid: 0, gid: 0, mode: 0o755 };
  const programs = paths.map((path) => ({ ...owned, path: path.slice(1), content: readFileSync(realpathSync(path)) }));
  const texts = Object.entries(more).map(([path, text]) => ({ ...owned, path, content: Buffer.from(text) }));
  // A new volume takes the mode of the folder that it is mounted on.
  const folders = [{ path: "data", uid: 0, gid: 0, mode: 0o777 }];
  const [repo, tag] = reference.split(":");
  const archive = Readable.from([await packed(folders, [...programs, ...texts])]);
  const progress = await docker.importImage(archive, { repo, tag, changes });
  await new Promise((resolve, reject) =>
    docker.modem.followProgress(progress, (error, answer) => (error ? reject(error) : resolve(answer))),
  );
}

function librariesOf(program: string): readonly string[] {
  return (
    execFileSync("ldd", [program])
      .toString()
      .match(/\/\S+\.so[.\d]*/g) ?? []
  );
}
