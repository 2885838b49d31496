/**
 * Deploys or destroys a platform of one container from the sources of the current folder, uncompiled: what is mutated is
 * what runs. Started with `node -r run-typescript.js deploy.ts apply|destroy`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import Docker from "dockerode";
import { readManifest } from "../../../operations/manifest";
import { setUp } from "../../../operations/setup";
import { limitProcesses } from "../../../operations/platform/process-limits";

const ENVIRONMENT = "target: docker\nimages: { source: debian }\nplatform: { nodeExporter: {} }\n";
const STACK = "cdktf.out/stacks/mutant";

function run(program: string, args: readonly string[], cwd = ".", env: Readonly<Record<string, string>> = {}): void {
  const { status } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function main(verb: string): Promise<void> {
  const { terraform, env } = await setUp({ want: { provider: true }, report: () => undefined });
  const terraformRun = (...args: readonly string[]) => {
    run(terraform.path, [...args, "-no-color"], STACK, env);
  };
  if (verb === "destroy") {
    terraformRun("destroy", "-auto-approve");
    return;
  }
  mkdirSync("mutants", { recursive: true });
  writeFileSync("mutants/mutant.yaml", ENVIRONMENT);
  const loader = "./__tests__/support/constructs/run-typescript.js";
  // What the rules would refuse has to run here, or nobody sees that the kernel shows it too.
  run(process.execPath, ["-r", loader, "main.ts", "--unchecked", "mutants/mutant.yaml"]);
  terraformRun("init", "-input=false");
  terraformRun("apply", "-auto-approve", "-input=false");
  await limitProcesses(new Docker({ socketPath: "/var/run/docker.sock" }), readManifest(STACK));
}

void main(process.argv[2] ?? "apply");
