import type { Access } from "./connection";
import { missingVariable, noRunId } from "./errors";

/** Where a command runs, as GitHub Actions says it. */
export interface Surroundings extends Access {
  /** `owner/name` */
  readonly repository: string;
  /** Of the base that is checked out. */
  readonly branch: string;
  readonly commit: string;
  /** The run that this is a part of. */
  readonly link: string;
  /** The file that is read for the outputs of a step. */
  readonly outputs?: string;
}

/**
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 *
 * @throws BulwarkError with exit code 2 for the first variable that is missing
 */
export function surroundings(env: Readonly<Record<string, string | undefined>>): Surroundings {
  const of = (name: string, what: string): string => {
    const value = env[name];
    if (!value) throw missingVariable(name, what);
    return value;
  };
  const repository = of("GITHUB_REPOSITORY", "the repository as owner/name");
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  return {
    repository,
    token: of("GITHUB_TOKEN", "the token that reads the run and writes the comment"),
    apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com",
    branch: of("GITHUB_REF_NAME", "the branch that is checked out"),
    commit: of("GITHUB_SHA", "the commit that is checked out"),
    link: `${server}/${repository}/actions/runs/${of("GITHUB_RUN_ID", "the run that this is a part of")}`,
    ...(env["GITHUB_OUTPUT"] ? { outputs: env["GITHUB_OUTPUT"] } : {}),
  };
}

/** @throws BulwarkError with exit code 2 for what is no number of a run */
export function runNumber(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw noRunId(text);
  return Number(text);
}
