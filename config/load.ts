import { basename, dirname, resolve } from "node:path";
import { NAME } from "./checks/names";
import { crossChecks } from "./cross-checks";
import {
  environmentName,
  invalidEnvironment,
  InvalidEnvironment,
  invalidEnvironments,
  sameEnvironmentTwice,
} from "./errors";
import { environmentFiles, isYaml, nameOf, textOf } from "./files";
import { placeChecks } from "./place-checks";
import { readSettings } from "./read-settings";
import { environmentSettings, type Settings } from "./schema";

/** One YAML file, read and found to be right. */
export interface Environment {
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  readonly settings: Settings;
  /** As it is written, with its comments. */
  readonly text: string;
  /** SQL by layer: the content of the files that `platform.postgres.schemas` names. */
  readonly schemas: Readonly<Record<string, string>>;
}

/**
 * Reads one environment. All that is wrong with it is reported at once.
 *
 * @throws InvalidEnvironment when its name or content is wrong, or the file cannot be read
 */
export function loadEnvironment(path: string): Environment {
  const file = resolve(path);
  const text = textOf(file);
  const place = { name: nameOf(file), folder: dirname(file) };
  if (!NAME.test(place.name) || !isYaml(file)) throw environmentName(basename(file), place.name);
  const checks = (settings: Settings) => [...crossChecks(settings), ...placeChecks(settings, place)];
  const { settings, problems } = readSettings(text, environmentSettings, checks);
  if (!settings) throw invalidEnvironment(basename(file), problems);
  return { name: place.name, file, settings, text, schemas: schemasOf(settings, place.folder) };
}

/**
 * Reads every environment of a folder, in the order of their names; a missing folder has none.
 *
 * @throws InvalidEnvironment with the problems of all files
 */
export function loadEnvironments(folder: string): readonly Environment[] {
  const files = environmentFiles(folder);
  const errors: InvalidEnvironment[] = [];
  const environments = files.flatMap((file) => loaded(file, errors));
  if (errors.length > 0) throw errors.length === 1 ? errors[0]! : invalidEnvironments(errors);
  for (const file of files) {
    const first = files.find((one) => nameOf(one) === nameOf(file))!;
    if (first !== file) throw sameEnvironmentTwice(nameOf(file), basename(first), basename(file));
  }
  return environments;
}

function loaded(file: string, errors: InvalidEnvironment[]): Environment[] {
  try {
    return [loadEnvironment(file)];
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error;
    errors.push(error);
    return [];
  }
}

function schemasOf({ platform }: Settings, folder: string): Readonly<Record<string, string>> {
  const files = Object.entries(platform.postgres?.schemas ?? {});
  return Object.fromEntries(files.map(([layer, file]) => [layer, textOf(resolve(folder, file))]));
}
