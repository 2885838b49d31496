import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Cluster } from "./control-plane";

const HOOK = join(__dirname, "..", "constructs", "run-typescript.js");

const PROGRAM = `
  const { startCluster } = require(${JSON.stringify(join(__dirname, "control-plane.ts"))});
  startCluster({ nodes: 1 }).then(({ folder, processes }) => console.log(JSON.stringify({ folder, processes })));
  setInterval(() => undefined, 1000);`;

/** Starts a control plane in a process of its own and kills that once it is up. */
export async function startAndKill(): Promise<Pick<Cluster, "folder" | "processes">> {
  const child = spawn(process.execPath, ["--no-warnings", "-r", HOOK, "-e", PROGRAM], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
  child.kill("SIGKILL");
  await ended;
  return JSON.parse(line) as Pick<Cluster, "folder" | "processes">;
}
