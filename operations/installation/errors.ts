import { BulwarkError } from "../errors";
import type { Claim } from "./claim";

const list = (names: readonly string[]) => names.map((name) => `  - ${name}`).join("\n");

export const claimUnreadable = (file: string) =>
  new BulwarkError(
    `${file} on the Docker host does not say to whom the environment belongs\nMove it away; the next 'bulwark up' writes it anew.`,
    3,
  );

export const ofAnotherInstallation = (environment: string, { installation, by, folder, since }: Claim) =>
  new BulwarkError(
    `environment ${environment} of this Docker host belongs to another installation: ${installation},\n` +
      `  claimed by ${by} in ${folder} at ${since}; nothing was changed\n` +
      `Go on from there, or give this environment another name. When that installation is gone, or its state is lost,\n` +
      `take it over with its data: npx bulwark up ${environment} --adopt`,
    1,
  );

export const strangersFound = (environment: string, names: readonly string[]) =>
  new BulwarkError(
    `the Docker host has objects of environment ${environment} that this state does not know; nothing was changed:\n${list(names)}\n` +
      `They may be another installation's. When they are yours, take them over: npx bulwark up ${environment} --adopt\n` +
      `(containers are made anew, data volumes are kept)`,
    1,
  );

export const lockedBy = (environment: string, holder: string, since: string, pid: number) =>
  new BulwarkError(
    `${holder} has been running on environment ${environment} since ${since} (process ${pid}); nothing was changed\n` +
      `Wait until it has ended.`,
    1,
  );

export const notLockable = (folder: string, reason: string) =>
  new BulwarkError(
    `nothing can be written below ${folder}: ${reason}\nStart Bulwark in a folder of your own, or correct its owner.`,
    3,
  );
