#!/usr/bin/env node
import { Command } from "commander";
import { InvalidEnvironment } from "../config";
import { BulwarkError } from "../operations/errors";
import { addAudit } from "./commands/audit";
import { addBackup } from "./commands/backup";
import { addBench } from "./commands/bench";
import { addCheck } from "./commands/check";
import { addDoctor } from "./commands/doctor";
import { addDown } from "./commands/down";
import { addEnv } from "./commands/env";
import { addLogs } from "./commands/logs";
import { addPlan } from "./commands/plan";
import { addRender } from "./commands/render";
import { addRestore } from "./commands/restore";
import { addReview } from "./commands/review";
import { addRollback } from "./commands/rollback";
import { addRules } from "./commands/rules";
import { addSecrets } from "./commands/secrets";
import { addState } from "./commands/state";
import { addStatus } from "./commands/status";
import { addSynth } from "./commands/synth";
import { addTest } from "./commands/test";
import { addUp } from "./commands/up";

const WRONG_INPUT = 2;
const UNFORESEEN = 4;

function program(): Command {
  const bulwark = new Command("bulwark")
    .description(
      "Hardened platforms on Docker hosts and Kubernetes from one declaration, proven on the running system.",
    )
    .option("--quiet", "no progress on standard error")
    .showHelpAfterError("(add --help for the options)")
    .exitOverride();
  for (const add of [
    addSynth,
    addPlan,
    addRender,
    addCheck,
    addAudit,
    addRules,
    addReview,
    addUp,
    addDown,
    addRollback,
    addStatus,
    addLogs,
    addSecrets,
    addState,
    addBackup,
    addRestore,
    addDoctor,
    addEnv,
    addTest,
    addBench,
  ]) {
    add(bulwark);
  }
  return bulwark;
}

/** Whoever reads no more than the first lines closes the pipe, which is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

async function main(): Promise<void> {
  process.stdout.on("error", endQuietly);
  try {
    await program().parseAsync();
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
