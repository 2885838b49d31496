import Dockerode from "dockerode";

import { dockerOptions, type DockerHost } from "./docker-host";
import { isAtLeast } from "./version";

/** What came back when an engine was asked who it is. */
export type EngineAnswer =
  | { readonly state: "answers"; readonly version: string; readonly apiVersion: string }
  | { readonly state: "denied" }
  | { readonly state: "silent"; readonly why: string };

/** API 1.41 is engine 20.10; the number is the same for every vendor, the engine's own version is not. */
const OLDEST_API = "1.41";

/** A hang guard: an engine that is only busy answers within a second. */
const TIMEOUT_SECONDS = 20;

export async function askEngine(host: DockerHost): Promise<EngineAnswer> {
  try {
    const docker = new Dockerode({ ...dockerOptions(host), timeout: TIMEOUT_SECONDS * 1000 });
    const { Version, ApiVersion } = await docker.version();
    return { state: "answers", version: Version, apiVersion: ApiVersion };
  } catch (error) {
    return noAnswer(error as NodeJS.ErrnoException);
  }
}

export function isTooOld(apiVersion: string): boolean {
  return !isAtLeast(apiVersion, OLDEST_API);
}

/** A socket that may not be used says so with EACCES; anything else is nobody there, or nobody who understands. */
export function noAnswer({ code, message }: Pick<NodeJS.ErrnoException, "code" | "message">): EngineAnswer {
  if (code === "EACCES" || code === "EPERM") return { state: "denied" };
  return { state: "silent", why: message };
}
