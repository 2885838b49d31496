import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import Dockerode from "dockerode";

import { packageRoot } from "../../config/package-root";
import { cacheRoot } from "./cache";
import { dockerHost, dockerHostAt, dockerOptions, type DockerHost } from "./docker-host";
import { examine, type Check, type MachineFacts } from "./doctor-checks";
import { askEngine } from "./engine-answer";
import { factsAbout } from "./engine";
import { planEngine } from "./engine-plan";
import { pins } from "./pins";
import { tryPortHolder, type Address } from "./port";
import { tryFindProvider } from "./provider";
import { isNewEnough, terraformsAtHand, type Terraform } from "./terraform";

export interface DoctorOptions {
  /** @default - what the docker command would use */
  readonly engineUrl?: string;
  /** Addresses that the environment will publish. @default - none are looked at */
  readonly ports?: readonly Address[];
}

/** What this machine lacks, each with its remedy. Looks only: nothing is installed, fetched or started. */
export async function doctor(options: DoctorOptions = {}): Promise<readonly Check[]> {
  return examine(await machineFacts(options));
}

async function machineFacts({ engineUrl, ports = [] }: DoctorOptions): Promise<MachineFacts> {
  const host = engineUrl === undefined ? dockerHost() : dockerHostAt(engineUrl);
  const terraforms = await terraformsAtHand({ cacheRoot: cacheRoot(), pins: pins() });
  return {
    node: process.versions.node,
    packagesInstalled: isFoundByOwn("cdktf"),
    terraforms,
    provider: await providerFacts(terraforms),
    engine: await engineFacts(host),
    ports: await Promise.all(ports.map(async (address) => ({ ...address, problem: await tryPortHolder(address) }))),
    freeBytes: await freeBytes(),
  };
}

/** Where Bulwark is installed, its peers lie beside it, else below it: Node itself knows. */
function isFoundByOwn(name: string): boolean {
  try {
    createRequire(join(packageRoot(), "package.json")).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

async function providerFacts(terraforms: readonly Terraform[]) {
  const terraform = terraforms.find(isNewEnough);
  if (terraform === undefined) return undefined;
  return tryFindProvider({ cacheRoot: cacheRoot(), pins: pins(), terraform, report: () => undefined });
}

async function engineFacts(host: DockerHost): Promise<MachineFacts["engine"]> {
  const answer = await askEngine(host);
  const plan = planEngine(await factsAbout(host, answer));
  if (answer.state !== "answers") return { where: host.url, plan };
  const info = (await new Dockerode(dockerOptions(host)).info()) as Record<string, unknown>;
  const text = (key: string) => (typeof info[key] === "string" ? info[key] : "unknown");
  return {
    where: host.url,
    plan,
    running: {
      version: answer.version,
      apiVersion: answer.apiVersion,
      cgroupVersion: text("CgroupVersion"),
      storageDriver: text("Driver"),
      securityOptions: (info["SecurityOptions"] as readonly string[] | undefined) ?? [],
    },
  };
}

async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await statfs(existsSync(cacheRoot()) ? cacheRoot() : packageRoot());
  return bavail * bsize;
}
