import { join, resolve } from "node:path";
import { noSuchEnvironment, noSuchFile } from "./errors";
import { isFile, isYaml, nameOf, yamlFilesIn } from "./files";

/**
 * The file of an `<environment>` argument: a name in `environments/` below the root, or the path of any YAML file. A
 * word with a slash, or with the ending of a YAML file, is a path.
 *
 * @throws InvalidEnvironment when there is none
 */
export function environmentFile(nameOrPath: string, root: string): string {
  if (/[/\\]/.test(nameOrPath) || isYaml(nameOrPath)) {
    const file = resolve(root, nameOrPath);
    if (!isFile(file)) throw noSuchFile(nameOrPath);
    return file;
  }
  const folder = join(root, "environments");
  const files = yamlFilesIn(folder);
  const found = files.find((file) => nameOf(file) === nameOrPath);
  if (found === undefined) throw noSuchEnvironment(nameOrPath, files.map(nameOf));
  return join(folder, found);
}
