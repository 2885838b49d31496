import { posix } from "node:path";
import { isMapping } from "./values";

type Mapping = Readonly<Record<string, unknown>>;
type Change = (value: unknown) => unknown;

/** The sections of a compose file that say what there is. */
export const SECTIONS = ["services", "networks", "volumes", "secrets", "configs"] as const;
export type Section = (typeof SECTIONS)[number];

/** A way from the project's folder, of one that starts in another folder of it. */
export const joined = (folder: string, path: string): string =>
  posix.isAbsolute(path) || path.startsWith("~") ? path : posix.join(folder, path);

/**
 * An entry whose paths start in the folder of the file, with paths that start in the project's.
 * https://docs.docker.com/reference/compose-file/services/#extends
 */
export function rebased(section: Section, entry: Mapping, folder: string): Mapping {
  if (folder === ".") return entry;
  const path = onText((text) => joined(folder, text));
  const file: Readonly<Record<string, Change>> = { file: onText((text) => beside(folder, text)) };
  const changes: Readonly<Record<Section, Readonly<Record<string, Change>>>> = {
    services: {
      volumes: onItems((item) => volume(item, folder)),
      env_file: onItems((item) => (isMapping(item) ? changed(item, { path }) : path(item))),
      label_file: onItems(path),
      extends: (value) => (isMapping(value) ? changed(value, { file: path }) : value),
    },
    networks: {},
    volumes: { driver_opts: entry["driver"] === "local" ? (value) => device(value, folder) : (value) => value },
    secrets: file,
    configs: file,
  };
  return changed(entry, changes[section]);
}

function changed(entry: Mapping, changes: Readonly<Record<string, Change>>): Mapping {
  const all = Object.entries(entry).map(([key, value]) => [key, (changes[key] ?? same)(value)]);
  return Object.fromEntries(all) as Mapping;
}

const same: Change = (value) => value;

const onText =
  (change: (text: string) => string): Change =>
  (value) =>
    typeof value === "string" ? change(value) : value;

const onItems =
  (change: Change): Change =>
  (value) =>
    Array.isArray(value) ? value.map(change) : change(value);

function volume(item: unknown, folder: string): unknown {
  if (typeof item === "string") {
    return item.replace(/^\.{1,2}(?=[/:]|$)[^:]*(?=:)/, (source) => beside(folder, source));
  }
  if (!isMapping(item) || item["type"] !== "bind") return item;
  return changed(item, { source: onText((source) => beside(folder, source)) });
}

const device = (options: unknown, folder: string): unknown =>
  isMapping(options) && options["o"] === "bind"
    ? changed(options, { device: onText((source) => beside(folder, source)) })
    : options;

/** What names no folder above or below would be a volume's name. */
function beside(folder: string, path: string): string {
  const joint = joined(folder, path);
  return /^(\/|~|\.\.?(\/|$))/.test(joint) ? joint : `./${joint}`;
}
