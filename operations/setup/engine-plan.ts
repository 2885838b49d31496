import type { BulwarkError } from "../errors";
import { DEFAULT_DOCKER_URL, type DockerHost } from "./docker-host";
import { isTooOld, type EngineAnswer } from "./engine-answer";
import { engineDenied, engineMissing, engineTooOld, engineUnreachable } from "./errors";
import type { InstallRight } from "./packages";

/** All that decides what is done about the engine. */
export interface EngineFacts {
  readonly host: DockerHost;
  readonly answer: EngineAnswer;
  /** Packages without which no engine can run here; empty when all is installed. */
  readonly missingPackages: readonly string[];
  /** A `dockerd` of this machine is running but does not answer (yet). */
  readonly starting: boolean;
  readonly right: InstallRight;
  /** Is systemd process 1 here. */
  readonly systemd: boolean;
  /** Who asks, in errors. */
  readonly user: string;
}

/** What is to be done: nothing, wait, or install and start; or why it cannot be. */
export type EnginePlan =
  | { readonly kind: "use" }
  | { readonly kind: "wait" }
  | {
      readonly kind: "start";
      readonly install: readonly string[];
      readonly by: "systemd" | "itself";
      readonly as: string;
    }
  | { readonly kind: "refuse"; readonly error: BulwarkError };

/** An engine that answers is used as it is; one is started only at this machine's default socket. */
export function planEngine(facts: EngineFacts): EnginePlan {
  const { host, answer, right } = facts;
  if (answer.state === "answers") {
    const { version, apiVersion } = answer;
    return isTooOld(apiVersion) ? refuse(engineTooOld(host.url, version, apiVersion)) : { kind: "use" };
  }
  if (answer.state === "denied") return refuse(engineDenied(host.url, facts.user));
  if (host.url !== DEFAULT_DOCKER_URL) return refuse(engineUnreachable(host.url, answer.why));
  if (facts.starting) return { kind: "wait" };
  if (!right.allowed) return refuse(engineMissing(host.url, right.why));
  return { kind: "start", install: facts.missingPackages, by: facts.systemd ? "systemd" : "itself", as: right.as };
}

const refuse = (error: BulwarkError): EnginePlan => ({ kind: "refuse", error });

/** The same in words, said before it is done. */
export function announcement({ install, by, as }: Extract<EnginePlan, { kind: "start" }>): readonly string[] {
  const installing = install.length === 0 ? [] : [`installing ${install.join(" and ")} with apt-get (${as})`];
  const starting =
    by === "systemd" ? "systemctl start docker" : "dockerd, without systemd, with a pid file and log of its own";
  return ["no Docker engine answers on this machine", ...installing, `then starting it: ${starting} (${as})`];
}
