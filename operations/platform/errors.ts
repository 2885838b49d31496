import { BulwarkError } from "../errors";

const list = (lines: readonly string[]) => lines.map((line) => `  - ${line}`).join("\n");

export const neverHealthy = (reasons: readonly string[], seconds: number) =>
  new BulwarkError(
    `not healthy after ${seconds} s:\n${list(reasons)}\nRead more with: npx bulwark logs <environment> <layer>`,
    1,
  );

export const rollFailed = (reasons: readonly string[], mended: readonly string[], said: string) =>
  new BulwarkError(
    `a new container did not become healthy:\n${list(reasons)}\n` +
      (mended.length > 0 ? `Nothing went down:\n${list(mended)}\n` : "") +
      `Mend the layer and run 'bulwark up' again, or take the edit back.\n\n${said}`,
    1,
  );

export const preflightFailed = (problems: readonly string[]) =>
  new BulwarkError(`nothing was changed, because:\n${list(problems)}`, 3);

export const jobFailed = (name: string, log: string, said: string) =>
  new BulwarkError(`job ${name} failed. Its log ends with:\n${log || "(nothing)"}\n\n${said}`, 4);

export const rollJobFailed = (job: string, layer: string, exitCode: number, log: string) =>
  new BulwarkError(
    `job ${job} ended with exit code ${exitCode}, so no new generation of ${layer} was started; what ran before runs on. Its log ends with:\n` +
      `${log || "(nothing)"}\n` +
      `Mend the job and run 'bulwark up' again, or take the edit back. It then runs again, so it must be repeatable.`,
    1,
  );

export const configurationInvalid = (faults: readonly { readonly component: string; readonly said: string }[]) =>
  new BulwarkError(
    `nothing was changed: the new configuration is not valid\n${faults.map(({ component, said }) => `${component}:\n${indented(said)}`).join("\n")}`,
    2,
  );

const indented = (text: string) => text.replace(/^/gm, "  ");

export const notConfirmed = (what: string) =>
  new BulwarkError(`${what}\nNothing was changed: it was not confirmed. Answer 'yes', or pass --yes.`, 1);

export const unknownLayer = (layer: string, known: readonly string[]) =>
  new BulwarkError(`there is no layer '${layer}'; there are: ${known.join(", ")}`, 2);

export const notRolling = (layer: string) =>
  new BulwarkError(
    `'${layer}' does not roll: it keeps data or publishes a port, and what it wrote since may not fit what it was before\nEdit the YAML and run 'bulwark up'.`,
    2,
  );

export const noEarlierGeneration = (layer: string) =>
  new BulwarkError(
    `'${layer}' has had one generation since it was first deployed by 'bulwark up': there is none before`,
    1,
  );

export const imagesMissing = (problems: readonly string[]) =>
  new BulwarkError(`these images could not be had:\n${list(problems)}`, 3);

export const loginFileUnreadable = (file: string, reason: string) =>
  new BulwarkError(
    `the logins for registries cannot be read from ${file}: ${reason}\nWrite it with 'docker --config <its folder> login <registry>', or correct 'images.authFile'.`,
    3,
  );

export const sourceFixed = (environment: string, recorded: string, wanted: string, file: string) =>
  new BulwarkError(
    `environment ${environment} has data that was written by images of source '${recorded}', asked for: '${wanted}'\n` +
      `Their versions differ, and one may not read the other's files. Back up what you need, run 'npx bulwark down ${environment} --volumes', then start again (${file} records the source).`,
    1,
  );

export const imageLockStale = (names: readonly string[]) =>
  new BulwarkError(
    `images/lock.json does not name what the recipes make: ${names.join(", ")}\nRun 'npm run generate' and commit the result.`,
    1,
  );
