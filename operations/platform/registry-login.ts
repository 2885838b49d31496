import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "../process";
import { dockerConfigFolder } from "../setup/docker-host";
import { loginFileUnreadable } from "./errors";

/** What the engine is told when it pulls. https://docs.docker.com/reference/api/engine/#section/Authentication */
export type Login =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/** A Docker configuration file. https://docs.docker.com/reference/cli/docker/#configuration-files */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string } | undefined>>;
  readonly credHelpers?: Readonly<Record<string, string | undefined>>;
  readonly credsStore?: string;
}

/** The key that the docker command itself uses for its own registry. */
const DOCKER_HUB = "https://index.docker.io/v1/";

/** `mirror.example.com:5000` of a reference; `docker.io` where none is named. */
export function registryOf(reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : "docker.io";
}

/** The file that logins are read from: the one given, else the docker command's own. */
export function loginFile(given: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  return given?.replace(/^~(?=\/)/, env["HOME"] ?? homedir()) ?? join(dockerConfigFolder(env), "config.json");
}

/**
 * The login for a registry; undefined when the file has none. Passwords that lie in a credential store are asked of its
 * helper, as the docker command does.
 *
 * @throws BulwarkError with exit code 3 when a file that was given cannot be read
 */
export async function registryLogin(registry: string, given?: string): Promise<Login | undefined> {
  const file = loginFile(given);
  const config = await configIn(file, given !== undefined);
  const key = registry === "docker.io" ? DOCKER_HUB : registry;
  const helper = config.credHelpers?.[key] ?? config.credsStore;
  if (helper) return askHelper(helper, key).catch((error: unknown) => unlessGiven(error, given));
  return written(config, key);
}

/** The user's own file may name a helper that this machine lacks; whoever names a file for this wants it to work. */
function unlessGiven(error: unknown, given: string | undefined): undefined {
  if (given !== undefined) throw error;
}

async function configIn(file: string, isGiven: boolean): Promise<DockerConfig> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as DockerConfig;
  } catch (error) {
    if (!isGiven) return {};
    throw loginFileUnreadable(file, (error as Error).message);
  }
}

function written({ auths = {} }: DockerConfig, key: string): Login | undefined {
  const entry = auths[key] ?? auths[`https://${key}`] ?? auths[`http://${key}`];
  if (entry?.identitytoken) return { identitytoken: entry.identitytoken, serveraddress: key };
  if (!entry?.auth) return undefined;
  const [username = "", ...password] = Buffer.from(entry.auth, "base64").toString().split(":");
  return { username, password: password.join(":"), serveraddress: key };
}

/** https://github.com/docker/docker-credential-helpers: an account without a login is an error to it, not to us. */
async function askHelper(helper: string, key: string): Promise<Login | undefined> {
  const { stdout, exitCode } = await run(`docker-credential-${helper}`, ["get"], {
    input: key,
    acceptExitCodes: [0, 1],
  });
  if (exitCode !== 0) return undefined;
  const { Username, Secret } = JSON.parse(stdout) as { readonly Username: string; readonly Secret: string };
  if (Username === "<token>") return { identitytoken: Secret, serveraddress: key };
  return { username: Username, password: Secret, serveraddress: key };
}
