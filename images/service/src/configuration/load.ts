import type { ConfigurationProblem } from "../errors";
import { configurationInvalid } from "../errors";
import type { Configuration } from "./configuration";
import { configurationOf } from "./configuration";
import { relationProblems } from "./relations";
import type { Variables } from "./variables";
import { variables } from "./variables";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Secrets come from files only: environment variables show in `docker inspect` and in every crash report. */
const SECRETS_IN_ENVIRONMENT = ["POSTGRES_PASSWORD", "PGPASSWORD", "REDIS_PASSWORD", "GATEWAY_TOKENS"];

/**
 * An empty variable counts as not set, as compose files write it. So does the port of what is not used: Kubernetes sets
 * `POSTGRES_PORT=tcp://10.0.0.7:5432` in every pod beside a service of that name.
 */
function relevant(environment: Environment): Environment {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value !== "");
  const unused = ["POSTGRES", "REDIS"]
    .filter((prefix) => !environment[`${prefix}_HOST`])
    .map((prefix) => `${prefix}_PORT`);
  return Object.fromEntries(set.filter(([variable]) => !unused.includes(variable)));
}

/** The value as it may be shown. A path variable that is no path may hold the secret itself; a URL may hold one. */
function shown(variable: string, value: string): string {
  if (variable.endsWith("_FILE")) return "something else (not shown: it could be the secret)";
  const masked = value.replace(/\/\/[^/@\s]*@/g, "//***@");
  return JSON.stringify(masked.length > 200 ? `${masked.slice(0, 200)}…` : masked);
}

function secretProblems(environment: Environment): ConfigurationProblem[] {
  return SECRETS_IN_ENVIRONMENT.filter((name) => environment[name] !== undefined).map((variable) => ({
    variable,
    message: `${variable} must not be set, got: a value (not shown); put it into a file and set ${fileOf(variable)}`,
  }));
}

const fileOf = (variable: string): string => `${variable === "PGPASSWORD" ? "POSTGRES_PASSWORD" : variable}_FILE`;

interface Parsed {
  readonly values: Partial<Variables>;
  readonly problems: readonly ConfigurationProblem[];
}

/** Variable by variable, so that one wrong text does not hide what is wrong with the others. */
function parseEach(environment: Environment): Parsed {
  const values: Record<string, unknown> = {};
  const problems: ConfigurationProblem[] = [];
  for (const [variable, field] of Object.entries(variables.shape)) {
    const result = field.safeParse(environment[variable]);
    if (result.success) values[variable] = result.data;
    else problems.push(textProblem(variable, result.error.issues[0]?.message ?? "", environment[variable] ?? ""));
  }
  return { values, problems };
}

const textProblem = (variable: string, allowed: string, got: string): ConfigurationProblem => ({
  variable,
  message: `${variable} must be ${allowed}, got: ${shown(variable, got)}`,
});

/** Environment → checked configuration. Throws a ConfigurationError with every problem found; reads files, writes none. */
export function loadConfiguration(environment: Environment): Configuration {
  const given = relevant(environment);
  const { values, problems } = parseEach(given);
  const wrong = new Set(problems.map(({ variable }) => variable));
  const related = relationProblems(values).filter(({ variable }) => !wrong.has(variable));
  const all = [...secretProblems(given), ...problems, ...related];
  if (all.length > 0) throw configurationInvalid(all);
  return configurationOf(values as Variables);
}
