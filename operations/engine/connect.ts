import { readFileSync } from "node:fs";
import { join } from "node:path";
import Docker from "dockerode";

import { certificatesMissing, engineAddressUnknown, engineForbidden, engineSilent, wordsOf } from "./errors";
import { SshAgent } from "./ssh-agent";

/** Said in full, because dockerode fills what is left out from DOCKER_HOST, and the manifest says where to go. */
const FROM_ENVIRONMENT = {
  socketPath: undefined,
  host: undefined,
  port: undefined,
  ca: undefined,
  cert: undefined,
  key: undefined,
};

type Options = Docker.DockerOptions & { readonly agent?: SshAgent };

/**
 * A client of the engine at an address of the manifest: `unix://`, `ssh://` or `tcp://`. Nothing is sent yet.
 *
 * @throws BulwarkError with exit code 2 for any other address
 */
export function engineAt(address: string): Docker {
  const options: Options = { ...FROM_ENVIRONMENT, ...optionsFor(address) };
  return new Docker(options);
}

/**
 * The same, once the engine has answered.
 *
 * @throws BulwarkError with exit code 3 when none answers or this user may not use it
 */
export async function answeringEngineAt(address: string): Promise<Docker> {
  const docker = engineAt(address);
  try {
    await docker.ping();
    return docker;
  } catch (error) {
    if (["EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw engineForbidden(address);
    throw engineSilent(address, wordsOf(error));
  }
}

/** False for plain TCP to another machine: whoever listens there reads what is sent, and may command the engine. */
export function isPrivate(address: string, environment: NodeJS.ProcessEnv = process.env): boolean {
  if (!address.startsWith("tcp:")) return true;
  const { hostname } = new URL(address);
  return environment.DOCKER_CERT_PATH !== undefined || /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

function optionsFor(address: string): Options {
  if (address.startsWith("unix:///")) return { socketPath: address.slice("unix://".length), protocol: "http" };
  if (!/^(ssh|tcp):\/\/[^/]/.test(address) || !URL.canParse(address)) throw engineAddressUnknown(address);
  const url = new URL(address);
  if (url.protocol === "ssh:") return { host: "docker", protocol: "http", agent: new SshAgent(url) };
  const tls = certificates(process.env.DOCKER_CERT_PATH);
  return { host: url.hostname, port: url.port || "2375", protocol: tls ? "https" : "http", ...tls };
}

function certificates(folder: string | undefined): Pick<Options, "ca" | "cert" | "key"> | undefined {
  if (folder === undefined) return undefined;
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  try {
    return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
  } catch (error) {
    throw certificatesMissing(folder, wordsOf(error));
  }
}
