import type { Confirm } from "../confirm";
import { BulwarkError } from "../errors";
import { run } from "../process";
import type { TerraformRunner, TerraformTool } from "../terraform/runner";
import { alreadyThere } from "./adopt";

export interface Making {
  readonly tool: TerraformTool;
  readonly folder: string;
  readonly accountId: string;
  readonly confirm: Confirm;
  readonly report: (line: string) => void;
}

/**
 * Applies until all is there. What AWS has already although the state knows nothing of it, since a run was killed between the
 * two, is taken over when somebody says so.
 *
 * @returns whether there was something to do
 */
export async function makeAll(terraform: TerraformRunner, making: Making): Promise<boolean> {
  const known = new Set<string>();
  for (let round = 0; ; round += 1) {
    if (!(await terraform.plan())) {
      // It holds what the state holds, in clear.
      await terraform.forgetPlan();
      return round > 0;
    }
    try {
      await terraform.apply();
      return true;
    } catch (error) {
      const found = foundIn(error, making).filter(({ address }) => !known.has(address));
      if (found.length === 0) throw error;
      const names = found.map(({ id }) => id).join(", ");
      await making.confirm(
        `the account ${making.accountId} has ${names} already, and no state knows of it: a run was killed, or somebody else made it; it would be taken over and hardened`,
      );
      for (const { address, id } of found) {
        making.report(`taking over ${id}`);
        await importInto(making, address, id);
        known.add(address);
      }
    }
  }
}

function foundIn(error: unknown, { folder, accountId }: Making) {
  return error instanceof BulwarkError ? alreadyThere(error.message, folder, `arn:aws:iam::${accountId}`) : [];
}

async function importInto({ tool, folder }: Making, address: string, id: string): Promise<void> {
  const env = { ...tool.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  await run(tool.path, ["import", "-input=false", "-no-color", address, id], { cwd: folder, env });
}
