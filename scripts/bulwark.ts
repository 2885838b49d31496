#!/usr/bin/env node
import { Command } from "commander";
import { InvalidEnvironment } from "../config";
import { BulwarkError } from "../operations/errors";

const WRONG_INPUT = 2;
const UNFORESEEN = 4;

/** By the word that is typed, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  synth: async () => (await import("./commands/synth.js")).addSynth,
  plan: async () => (await import("./commands/plan.js")).addPlan,
  render: async () => (await import("./commands/render.js")).addRender,
  check: async () => (await import("./commands/check.js")).addCheck,
  audit: async () => (await import("./commands/audit.js")).addAudit,
  rules: async () => (await import("./commands/rules.js")).addRules,
  review: async () => (await import("./commands/review.js")).addReview,
  "pull-request": async () => (await import("./commands/pull-request.js")).addPullRequest,
  lock: async () => (await import("./commands/lock.js")).addLock,
  up: async () => (await import("./commands/up.js")).addUp,
  down: async () => (await import("./commands/down.js")).addDown,
  rollback: async () => (await import("./commands/rollback.js")).addRollback,
  status: async () => (await import("./commands/status.js")).addStatus,
  logs: async () => (await import("./commands/logs.js")).addLogs,
  secrets: async () => (await import("./commands/secrets.js")).addSecrets,
  state: async () => (await import("./commands/state.js")).addState,
  backup: async () => (await import("./commands/backup.js")).addBackup,
  restore: async () => (await import("./commands/restore.js")).addRestore,
  doctor: async () => (await import("./commands/doctor.js")).addDoctor,
  env: async () => (await import("./commands/env.js")).addEnv,
  test: async () => (await import("./commands/test.js")).addTest,
  bench: async () => (await import("./commands/bench.js")).addBench,
};

/** Loading all that all commands need takes longer than what some of them do: the one that is typed is loaded alone. */
async function program(typed: string | undefined): Promise<Command> {
  const bulwark = new Command("bulwark")
    .description(
      "Hardened platforms on Docker hosts and Kubernetes from one declaration, proven on the running system.",
    )
    .option("--quiet", "no progress on standard error")
    .showHelpAfterError("(add --help for the options)")
    .exitOverride();
  const one = typed === undefined || !Object.hasOwn(COMMANDS, typed) ? undefined : COMMANDS[typed];
  for (const load of one ? [one] : Object.values(COMMANDS)) (await load())(bulwark);
  return bulwark;
}

/** Whoever reads no more than the first lines closes the pipe, which is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

async function main(): Promise<void> {
  process.stdout.on("error", endQuietly);
  try {
    await (await program(process.argv[2])).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** What was foreseen is told by its message alone; anything else is a defect and shown with its stack. */
function exitCodeOf(error: unknown): number {
  if (error instanceof BulwarkError || error instanceof InvalidEnvironment) {
    process.stderr.write(`\n${error.message}\n`);
    return error.exitCode;
  }
  const code = (error as { code?: string }).code ?? "";
  if (code.startsWith("commander.")) return /help|version/i.test(code) ? 0 : WRONG_INPUT;
  process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
  return UNFORESEEN;
}

void main();
