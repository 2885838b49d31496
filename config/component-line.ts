import type { Path } from "./problem";
import { readYaml, type YamlFile } from "./yaml-file";

/**
 * Finds the line of an environment's YAML that says what the construct at a path is: `platform/items/1` is layer `items`. What
 * no line is about is where the platform begins. The text is read at the first question, and once.
 */
export function componentLines(text: string): (constructPath: string) => number {
  let file: YamlFile | undefined;
  return (constructPath) => {
    file ??= readYaml(text);
    const { value } = file;
    const words = constructPath.split("/");
    const name = words[words.indexOf("platform") + 1] ?? "";
    const written = waysTo(name).find((way) => isWritten(value, way));
    return file.lineOf(written ?? ["platform"]);
  };
}

const waysTo = (name: string): readonly Path[] => [
  ["platform", "layers", name],
  ["platform", "external", name],
  ["platform", camelCase(name)],
  // An exporter comes with its server.
  ["platform", camelCase(name.replace(/-exporter$/, ""))],
];

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const isWritten = (value: unknown, [key, ...rest]: Path): boolean =>
  key === undefined ||
  (typeof value === "object" &&
    value !== null &&
    Object.hasOwn(value, key) &&
    isWritten((value as Record<string | number, unknown>)[key], rest));
