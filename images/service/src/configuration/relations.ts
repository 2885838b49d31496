import type { ConfigurationProblem } from "../errors";
import { parseRegistry } from "../hub/registry";
import { parseTokens } from "../gateway/tokens";
import { readSecret, readText } from "./secret-file";
import type { Variables } from "./variables";

type Name = keyof Variables;
type Given = Partial<Variables>;

const needed = (variable: Name, because: string): ConfigurationProblem => ({
  variable,
  message: `${variable} must be set, because ${because}, got: nothing`,
});

/** What is required only when something else is set. */
function missing(values: Given): ConfigurationProblem[] {
  const groups: readonly (readonly [boolean, string, readonly Name[]])[] = [
    [!!values.POSTGRES_HOST, "POSTGRES_HOST is", ["POSTGRES_DATABASE", "POSTGRES_USER", "POSTGRES_PASSWORD_FILE"]],
    [!!values.REDIS_HOST, "REDIS_HOST is", ["REDIS_PASSWORD_FILE"]],
    [!!values.POSTGRES_PASSWORD_FILE, "POSTGRES_PASSWORD_FILE is", ["POSTGRES_HOST"]],
    [!!values.REDIS_PASSWORD_FILE, "REDIS_PASSWORD_FILE is", ["REDIS_HOST"]],
    [values.ROLE === "gateway", "ROLE is gateway", ["GATEWAY_TOKENS_FILE"]],
    [values.ROLE === "hub", "ROLE is hub", ["SERVICE_REGISTRY_FILE"]],
  ];
  return groups.flatMap(([applies, because, names]) =>
    applies ? names.filter((name) => values[name] === undefined).map((name) => needed(name, because)) : [],
  );
}

/** A file that is named must be there and usable now, not at the first request. */
function unusableFiles(values: Given): ConfigurationProblem[] {
  const readers: readonly (readonly [Name, string | undefined, (path: string) => unknown])[] = [
    ["POSTGRES_PASSWORD_FILE", values.POSTGRES_PASSWORD_FILE, readSecret],
    ["REDIS_PASSWORD_FILE", values.REDIS_PASSWORD_FILE, readSecret],
    ["GATEWAY_TOKENS_FILE", values.GATEWAY_TOKENS_FILE, (path) => parseTokens(readText(path), path)],
    ["SERVICE_REGISTRY_FILE", values.SERVICE_REGISTRY_FILE, (path) => parseRegistry(readText(path), path)],
  ];
  return readers.flatMap(([variable, path, read]) => (path === undefined ? [] : unusable(variable, path, read)));
}

function unusable(variable: Name, path: string, read: (path: string) => unknown): ConfigurationProblem[] {
  try {
    read(path);
    return [];
  } catch (error) {
    return [{ variable, message: `${variable} must name a usable file, got: ${(error as Error).message}` }];
  }
}

/** One name for two dependencies would make `dependency_up` ambiguous; `health` is the gateway's own path. */
function ambiguousNames(values: Given): ConfigurationProblem[] {
  const reserved = ["postgres", "redis", ...(values.ROLE === "gateway" ? ["health"] : [])];
  const upstreams = (values.UPSTREAMS ?? []).map(({ name }) => name);
  const externals = (values.EXTERNALS ?? []).map(({ name }) => name);
  const clash = (variable: Name, names: readonly string[], taken: readonly string[]): ConfigurationProblem[] =>
    names
      .filter((name) => taken.includes(name))
      .map((name) => ({
        variable,
        message: `${variable} must not use a name that is taken (${taken.join(", ")}), got: "${name}"`,
      }));
  return [...clash("UPSTREAMS", upstreams, reserved), ...clash("EXTERNALS", externals, [...reserved, ...upstreams])];
}

/** Problems that only several variables together, or the files that they name, can have. */
export const relationProblems = (values: Given): readonly ConfigurationProblem[] => [
  ...missing(values),
  ...unusableFiles(values),
  ...ambiguousNames(values),
];
