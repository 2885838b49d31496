import { BulwarkError } from "../errors";
import type { StateLock } from "./state-lock";

/** Another run holds the state. */
export class StateLocked extends BulwarkError {
  public constructor(
    public readonly lock: StateLock,
    remedy: string,
  ) {
    const { who, since, operation } = lock;
    super(`the state is in use by ${who} since ${since} (${operation}); nothing was changed\n${remedy}`, 1);
  }
}

/** A state on disk is free as soon as its holder has ended, whatever ended it: nothing needs to be taken away there. */
export const stateLocked = (lock: StateLock, unlock: string | undefined) =>
  new StateLocked(
    lock,
    unlock === undefined
      ? "Wait until that run has ended."
      : `Wait until that run has ended. When you know that it is dead, killed or with its machine gone, type: ${unlock}`,
  );

export const stateMoved = () =>
  new BulwarkError(
    "another run has changed the state meanwhile; nothing was changed\nWait until that run has ended, then run the command again.",
    1,
  );

/** A new place gives a state a new lineage, which is the id of an installation. */
export const stateWasElsewhere = (stack: string) =>
  new BulwarkError(
    `the state of ${stack} was in another place, or was reached with other settings, before; nothing was changed\n` +
      `Take it along, then take the environment over once:\n` +
      `  eval "$(npx bulwark env ${stack})" && terraform -chdir=cdktf.out/stacks/${stack} init -migrate-state -force-copy\n` +
      `  npx bulwark up ${stack} --adopt`,
    1,
  );

export const noCredentials = (bucket: string) =>
  new BulwarkError(
    `the state lies in the bucket ${bucket}, and this machine has no credentials for it\n` +
      "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in: aws sso login.",
    3,
  );

export const noBucket = (bucket: string) =>
  new BulwarkError(
    `there is no bucket ${bucket}, which the state is to lie in\n` +
      "Make it, with versions (docs/guides/state-in-s3.md), or correct state.s3.bucket in the environment's YAML.",
    3,
  );

export const bucketDenied = (bucket: string, said: string) =>
  new BulwarkError(
    `the bucket ${bucket}, which the state lies in, refuses these credentials: ${said}\n` +
      "docs/guides/state-in-s3.md lists what they must be allowed to do.",
    3,
  );

export const nobodyToUnlock = (environment: string) =>
  new BulwarkError(
    `the state of ${environment} lies on this machine, where a lock ends with the run that holds it; there is nothing to unlock`,
    2,
  );

export const stateCutOff = (file: string) =>
  new BulwarkError(
    `${file} is not a whole Terraform state, and there is no backup beside it; nothing was changed\n` +
      `Put back a copy of it, or remove it and take the environment over with its data: npx bulwark up <environment> --adopt`,
    4,
  );

export const otherProviders = (file: string, stack: string, said: string) =>
  new BulwarkError(
    `the providers of this machine are not those that ${file} names; nothing was done:\n${said}\n` +
      `Where they are right, write the file anew and have it reviewed: npx bulwark lock ${stack}`,
    3,
  );
