import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import Dockerode from "dockerode";

import { DAEMON_LOG, daemonLog, daemonRuns, missingPackages, startByItself, startWithSystemd } from "./daemon";
import { dockerHost, dockerHostAt, dockerOptions, type DockerHost } from "./docker-host";
import { askEngine, type EngineAnswer } from "./engine-answer";
import { announcement, planEngine, type EngineFacts, type EnginePlan } from "./engine-plan";
import { engineDidNotStart } from "./errors";
import { withLock } from "./lock";
import { installPackages, mayInstallPackages } from "./packages";
import type { Report } from "./report";

export interface EngineOptions {
  readonly cacheRoot: string;
  readonly report: Report;
  /** The engine's address. @default - what the docker command would use: DOCKER_HOST, the context, the local socket */
  readonly url?: string;
}

/** A Docker engine that answered. */
export interface Engine {
  readonly docker: Dockerode;
  readonly host: DockerHost;
  /** "20.10.24+dfsg1". */
  readonly version: string;
  /** "1.41". */
  readonly apiVersion: string;
}

/** A hang guard: an engine on a busy machine was up in 4 s; one with thousands of containers takes longer. */
const START_TIMEOUT_SECONDS = 60;

/** There when systemd is process 1. https://www.freedesktop.org/software/systemd/man/latest/sd_booted.html */
const SYSTEMD_FOLDER = "/run/systemd/system";

/** A daemon writes its pid file in its first second; one that has none by then is dead. */
const GRACE_SECONDS = 5;

/**
 * The engine, installed and started when none answers, this machine is Debian or Ubuntu and the user may. One that
 * answers is never changed.
 *
 * @throws BulwarkError with exit code 3 when the engine is missing, too old or not allowed, 4 when it does not start
 */
export async function engineFor(options: EngineOptions): Promise<Engine> {
  const host = options.url === undefined ? dockerHost() : dockerHostAt(options.url);
  const answer = await askEngine(host);
  const plan = planEngine(await factsAbout(host, answer));
  if (plan.kind === "use" || plan.kind === "refuse") return engineAt(host, answer);
  return withLock(join(options.cacheRoot, "locks", "engine"), options.report, async () => {
    const now = await askEngine(host); // another bulwark may have started it while this one waited
    await follow(planEngine(await factsAbout(host, now)), host, options.report);
    return engineAt(host, await askEngine(host));
  });
}

/** Everything that the decision needs, read from this machine. */
export async function factsAbout(host: DockerHost, answer: EngineAnswer): Promise<EngineFacts> {
  const answers = answer.state === "answers";
  return {
    host,
    answer,
    missingPackages: answers ? [] : missingPackages(),
    starting: !answers && daemonRuns(),
    right: answers ? { allowed: false, why: "it is not needed" } : await mayInstallPackages(),
    systemd: existsSync(SYSTEMD_FOLDER),
    user: userName(),
  };
}

async function follow(plan: EnginePlan, host: DockerHost, report: Report): Promise<void> {
  if (plan.kind === "refuse") throw plan.error;
  if (plan.kind === "use") return;
  if (plan.kind === "wait") return waitForAnswer(host, "itself");
  announcement(plan).forEach(report);
  if (plan.install.length > 0) await installPackages(plan.install, report);
  await startUnlessStarted(plan.by, host);
}

/** The package's own script may have started it: that one is then waited for. */
async function startUnlessStarted(by: "systemd" | "itself", host: DockerHost): Promise<void> {
  if (by === "systemd") await startWithSystemd();
  else if (!daemonRuns()) await startByItself();
  await waitForAnswer(host, by);
}

async function waitForAnswer(host: DockerHost, by: "systemd" | "itself"): Promise<void> {
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  while ((await askEngine(host)).state === "silent") {
    const dead = by === "itself" && seconds() > GRACE_SECONDS && !daemonRuns();
    if (dead || seconds() > START_TIMEOUT_SECONDS) {
      const how = by === "systemd" ? "systemctl start docker" : `dockerd, log ${DAEMON_LOG}`;
      const ending = dead ? "ended at once" : `did not answer within ${START_TIMEOUT_SECONDS} s`;
      throw engineDidNotStart(how, ending, await daemonLog(by));
    }
    await sleep(200);
  }
}

/** Checks it once more: what was just started may still be too old, or not for this user. */
async function engineAt(host: DockerHost, answer: EngineAnswer): Promise<Engine> {
  const plan = planEngine(await factsAbout(host, answer));
  if (plan.kind === "refuse") throw plan.error;
  if (answer.state !== "answers") throw engineDidNotStart("it answered", "then went away", await daemonLog("itself"));
  const { version, apiVersion } = answer;
  return { docker: new Dockerode(dockerOptions(host)), host, version, apiVersion };
}

/** A numeric user without an account has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "this user");
  }
}
