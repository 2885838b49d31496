import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import type Dockerode from "dockerode";

import { contextUnknown } from "./errors";

/** Where a Docker engine listens. */
export interface DockerHost {
  /** `unix://…`, `tcp://…` or `ssh://…`. */
  readonly url: string;
  /** Who said so, for people: "DOCKER_HOST", "the Docker context x", "Docker's default". */
  readonly chosenBy: string;
  /** Folder with ca.pem, cert.pem and key.pem; nothing when the connection is not TLS. */
  readonly tlsFolder?: string;
}

export const DEFAULT_DOCKER_URL = "unix:///var/run/docker.sock";

/** The user's Docker configuration, where contexts are kept. */
export function dockerConfigFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env["DOCKER_CONFIG"] ?? join(env["HOME"] ?? homedir(), ".docker");
}

/**
 * The engine that the docker command would use: DOCKER_HOST, DOCKER_CONTEXT, the current context, the default socket.
 * https://docs.docker.com/engine/manage-resources/contexts/
 *
 * @throws BulwarkError with exit code 3 when a context is chosen that does not exist
 */
export function dockerHost(env: NodeJS.ProcessEnv = process.env): DockerHost {
  if (env["DOCKER_HOST"]) return { url: env["DOCKER_HOST"], chosenBy: "DOCKER_HOST", ...tlsFromVariables(env) };
  const folder = dockerConfigFolder(env);
  const context = given(env["DOCKER_CONTEXT"]) ?? currentContext(join(folder, "config.json"));
  if (context === "" || context === "default") return { url: DEFAULT_DOCKER_URL, chosenBy: "Docker's default" };
  return hostOfContext(context, join(folder, "contexts"));
}

/** The host that an environment's YAML names, which needs no context. */
export function dockerHostAt(url: string, env: NodeJS.ProcessEnv = process.env): DockerHost {
  return { url, chosenBy: "the environment", ...(url.startsWith("tcp:") ? tlsFromVariables(env) : {}) };
}

/**
 * Options for dockerode that leave nothing to its own reading of DOCKER_HOST, which would win over a socket path.
 * https://github.com/apocas/docker-modem/blob/master/lib/modem.js
 */
export function dockerOptions({ url, tlsFolder }: DockerHost): Dockerode.DockerOptions {
  const nothing = {
    host: undefined,
    port: undefined,
    socketPath: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
  };
  const parsed = new URL(url);
  if (parsed.protocol === "unix:") return { ...nothing, protocol: "http", socketPath: parsed.pathname };
  const address = { ...nothing, host: parsed.hostname, username: decodeURIComponent(parsed.username) };
  if (parsed.protocol === "ssh:") {
    const sshOptions = { agent: process.env["SSH_AUTH_SOCK"] };
    return { ...address, protocol: "ssh", port: parsed.port || 22, sshOptions };
  }
  if (tlsFolder === undefined) return { ...address, protocol: "http", port: parsed.port || 2375 };
  const pem = (name: string) => readFileSync(join(tlsFolder, name));
  const tls = { ca: pem("ca.pem"), cert: pem("cert.pem"), key: pem("key.pem") };
  return { ...address, ...tls, protocol: "https", port: parsed.port || 2376 };
}

function tlsFromVariables(env: NodeJS.ProcessEnv): Pick<DockerHost, "tlsFolder"> {
  const folder = given(env["DOCKER_CERT_PATH"]);
  const isWanted = folder !== undefined || given(env["DOCKER_TLS_VERIFY"]) !== undefined;
  return isWanted ? { tlsFolder: folder ?? dockerConfigFolder(env) } : {};
}

/** Docker takes an empty variable for none. */
const given = (value: string | undefined) => (value === "" ? undefined : value);

function currentContext(file: string): string {
  if (!existsSync(file)) return "";
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly currentContext?: string }).currentContext ?? "";
}

function hostOfContext(name: string, folder: string): DockerHost {
  const id = createHash("sha256").update(name).digest("hex");
  const file = join(folder, "meta", id, "meta.json");
  if (!existsSync(file)) throw contextUnknown(name, file);
  const meta = JSON.parse(readFileSync(file, "utf8")) as { Endpoints?: { docker?: { Host?: string } } };
  const url = meta.Endpoints?.docker?.Host;
  if (url === undefined) throw contextUnknown(name, file);
  const tlsFolder = join(folder, "tls", id, "docker");
  return { url, chosenBy: `the Docker context ${name}`, ...(existsSync(tlsFolder) ? { tlsFolder } : {}) };
}
