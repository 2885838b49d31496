import { dirname } from "node:path";
import type Docker from "dockerode";
import { wordsOf } from "../engine/errors";
import { imagesMissing } from "./errors";
import { loginFile, registryLogin, registryOf, type Login } from "./registry-login";

export interface PullOptions {
  readonly report: (line: string) => void;
  /** Docker configuration file with the logins. @default - the docker command's own */
  readonly authFile?: string | undefined;
}

/**
 * Pulls the images that the engine lacks, and says how many those were.
 *
 * @throws BulwarkError with exit code 3 and, for every image that could not be had, its registry and what to do
 */
export async function pullMissing(
  docker: Docker,
  references: readonly string[],
  { report, authFile }: PullOptions,
): Promise<number> {
  const problems: string[] = [];
  let pulled = 0;
  for (const reference of references) {
    if (await isPresent(docker, reference)) continue;
    report(`pulling ${reference}`);
    const login = await registryLogin(registryOf(reference), authFile);
    try {
      await pull(docker, reference, login);
      pulled += 1;
    } catch (error) {
      problems.push(problemOf(reference, wordsOf(error), { login, file: loginFile(authFile) }));
    }
  }
  if (problems.length > 0) throw imagesMissing(problems);
  return pulled;
}

interface Known {
  readonly login: Login | undefined;
  readonly file: string;
}

/** Registries word it differently: https://distribution.github.io/distribution/spec/api/#errors-2 */
const NOT_LET_IN = /unauthorized|authentication required|no basic auth|denied|forbidden/i;
const NOT_THERE = /not found|manifest unknown|name unknown/i;

/** What went wrong in words, and the one thing that mends it. */
export function problemOf(reference: string, words: string, { login, file }: Known): string {
  const registry = registryOf(reference);
  const said = `${reference}: ${registry} said: ${words}`;
  if (NOT_LET_IN.test(words)) {
    const who = login === undefined ? `has no login in ${file}` : `refused the login in ${file}`;
    const where = registry === "docker.io" ? "" : ` ${registry}`;
    return `${said}\n    ${registry} ${who}; log in: docker --config ${dirname(file)} login${where}`;
  }
  if (NOT_THERE.test(words)) {
    return `${said}\n    ${registry} does not have it; push it there, or name the image that it has in 'images.pins'`;
  }
  return `${said}\n    where no container registry can be reached, set 'images: { source: debian }' or pass --images debian`;
}

async function isPresent(docker: Docker, reference: string): Promise<boolean> {
  return docker
    .getImage(reference)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

async function pull(docker: Docker, reference: string, login: Login | undefined): Promise<void> {
  const stream = await docker.pull(reference, login ? { authconfig: login } : {});
  await new Promise<void>((resolve, reject) =>
    docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve())),
  );
}
