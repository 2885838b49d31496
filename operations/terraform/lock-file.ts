import { existsSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { BulwarkError } from "../errors";
import { otherProviders } from "./errors";

/** Terraform's name for it. https://developer.hashicorp.com/terraform/language/files/dependency-lock */
export const LOCK_FILE = ".terraform.lock.hcl";

/** Where a stack's lock file is committed: cdktf's output folder is not. */
export const committedLock = (stack: string, root = process.cwd()): string => join(root, "locks", `${stack}.lock.hcl`);

/** Puts the committed lock file where Terraform looks. False where there is none. */
export async function useCommittedLock(stackFolder: string): Promise<boolean> {
  const committed = committedLock(basename(stackFolder));
  if (!existsSync(committed)) return false;
  await copyFile(committed, join(stackFolder, LOCK_FILE));
  return true;
}

/** What Terraform's words say of providers that are not those of the lock file; undefined for words on anything else. */
export function lockProblem(said: string, stackFolder: string): BulwarkError | undefined {
  const words = said.replace(/[\s│]+/g, " ");
  const isLock = /dependency lock file|Provider dependency changes detected|doesn't match any of the checksums/.test(
    words,
  );
  const stack = basename(stackFolder);
  return isLock && existsSync(committedLock(stack)) ? otherProviders(committedLock(stack), stack, said) : undefined;
}
