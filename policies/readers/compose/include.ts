import { posix } from "node:path";
import { z } from "zod";
import type { ComposeFile } from "./compose-file";
import { wrongValue } from "./errors";
import type { ProjectFiles } from "./project-files";
import { joined } from "./rebase";
import { text } from "./shapes";
import { hasUnresolved } from "./values";

/** Files that are read as one project of their own. */
export interface Include {
  /** Ways from the project's folder, the main file first. */
  readonly paths: readonly string[];
  readonly folder: string;
  readonly envFiles: readonly { readonly path: string; readonly isRequired: boolean }[];
}

const texts = z.union([text.transform((one) => [one]), z.array(text).min(1)]);
const INCLUDE = z.array(
  z.union([
    text.transform((path) => ({ path: [path], project_directory: undefined, env_file: undefined })),
    z.object({ path: texts, project_directory: text.nullish(), env_file: texts.nullish() }),
  ]),
);

/** https://docs.docker.com/reference/compose-file/include/ */
export function includesOf(file: ComposeFile, folder: string, files: ProjectFiles): readonly Include[] {
  if (file.include === null || file.include === undefined) return [];
  const said = Array.isArray(file.include) ? file.include.filter((one) => !isUnknown(one, files)) : file.include;
  if (isUnknown(said, files)) return [];
  const parsed = INCLUDE.safeParse(said);
  if (parsed.success) return parsed.data.map((one) => includeOf(one, folder));
  const [issue] = parsed.error.issues;
  throw wrongValue({ file: file.file }, ["include", ...issue!.path].join("."), "expected the path of a compose file");
}

/** A path with a variable that nobody can tell is that of no file. */
function isUnknown(value: unknown, files: ProjectFiles): boolean {
  if (!hasUnresolved(value)) return false;
  files.note("include");
  return true;
}

function includeOf(
  { path, project_directory: own, env_file: env }: z.output<typeof INCLUDE>[number],
  folder: string,
): Include {
  const paths = path.map((one) => joined(folder, one));
  const base = own === undefined || own === null ? posix.dirname(paths[0]!) : joined(folder, own);
  const envFiles = env?.map((one) => ({ path: joined(folder, one), isRequired: true }));
  return { paths, folder: base, envFiles: envFiles ?? [{ path: joined(base, ".env"), isRequired: false }] };
}
