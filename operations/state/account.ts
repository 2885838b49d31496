import type { Environment } from "../../config";
import type { Check } from "../setup";
import { noAccount, noCallerIdentity, wrongAccount } from "./errors";

/** Whose credentials this process has. */
export interface Caller {
  readonly accountId: string;
  /** ARN of the user or the role. */
  readonly who: string;
}

/**
 * Asks AWS whose credentials these are; every identity may ask that.
 *
 * @throws BulwarkError with exit code 3 when there are none, or they are wrong
 */
export async function caller(region: string): Promise<Caller> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient({ region });
  try {
    const { Account = "", Arn = "" } = await client.send(new GetCallerIdentityCommand({}));
    return { accountId: Account, who: Arn };
  } catch (error) {
    throw noCallerIdentity((error as Error).message);
  } finally {
    client.destroy();
  }
}

/**
 * Makes sure that the credentials are of the environment's account, before anything is done in another one. An environment
 * that says no account has nothing to compare.
 *
 * @throws BulwarkError with exit code 3 for another account
 */
export async function requireAccount({ name, settings }: Environment): Promise<void> {
  if (!settings.aws) return;
  const { accountId, region } = settings.aws;
  const got = await caller(region);
  if (got.accountId !== accountId) throw wrongAccount(name, accountId, got.accountId, got.who);
}

/** @throws BulwarkError with exit code 2 for an environment without an account */
export function accountOf({ name, settings }: Environment): NonNullable<Environment["settings"]["aws"]> {
  if (!settings.aws) throw noAccount(name);
  return settings.aws;
}

/** The same as one line of `bulwark doctor`. */
export async function accountCheck(environment: Environment): Promise<Check> {
  const name = "AWS account";
  try {
    const { accountId, region } = accountOf(environment);
    const got = await caller(region);
    const found = `${got.accountId}, ${got.who}`;
    if (got.accountId === accountId) return { name, state: "ok", found, remedy: "" };
    const remedy = wrongAccount(environment.name, accountId, got.accountId, got.who).message;
    return { name, state: "wrong", found, remedy };
  } catch (error) {
    return { name, state: "missing", found: "no credentials", remedy: (error as Error).message };
  }
}
