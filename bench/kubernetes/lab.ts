import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

import { packageRoot } from "../../config/package-root";
import type { Access } from "../../operations/kubernetes/client";
import { noCluster } from "./errors";

const SUPPORT = join(packageRoot(), "__tests__", "support");
const HOOK = join(SUPPORT, "constructs", "run-typescript.js");

/** It ends in order when nobody writes to it any more, whatever became of the bench. */
const PROGRAM = `
  const { startCluster } = require(${JSON.stringify(join(SUPPORT, "kubernetes", "control-plane.ts"))});
  startCluster({ nodes: 3 }).then(({ kubeconfig, context, stop }) => {
    console.log(JSON.stringify({ kubeconfig, context }));
    process.stdin.on("end", stop).resume();
  }, (error) => { console.error(error.message); process.exit(1); });`;

/** The control plane of the tests, with three played nodes, in a process of its own. */
export class Lab {
  /** @param programs where its programs lie, as variables */
  static async start(programs: Readonly<Record<string, string>>): Promise<Lab> {
    const child = spawn(process.execPath, ["--no-warnings", "-r", HOOK, "-e", PROGRAM], {
      env: { ...process.env, ...programs },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = once(child, "exit").then(() => [undefined]);
    const lines = once(createInterface({ input: child.stdout }), "line");
    const [line] = (await Promise.race([lines, ended])) as [string | undefined];
    if (line === undefined) throw noCluster();
    return new Lab(child, JSON.parse(line) as Required<Access>);
  }

  private constructor(
    private readonly child: ChildProcessByStdio<Writable, Readable, null>,
    readonly access: Required<Access>,
  ) {}

  async stop(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.stdin.end();
    await ended;
  }
}
