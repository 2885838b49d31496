import { BulwarkError } from "../operations/errors";

export const containerUnlikeExpected = (address: string, problems: readonly string[]) =>
  new BulwarkError(
    `the container ${address} has no equal in a compose file: ${problems.join("; ")}\n` +
      "Add the attribute to bench/synthesized-container.ts, and what compose calls it to bench/compose-service.ts.",
    4,
  );

export const nothingMeasured = () =>
  new BulwarkError("there is nothing to take the median of\nMeasure at least once: --repetitions 1.", 2);

export const repetitionsWrong = (got: string) =>
  new BulwarkError(`--repetitions must be a whole number from 1 on, got: ${got}\nFor example: --repetitions 3.`, 2);

export const noThrowAwayEngine = () =>
  new BulwarkError(
    "the bench removes containers and volumes, so it runs beside a throw-away engine only\nRun 'npm run bench'.",
    3,
  );

export const engineRunFailed = (code: number | null) =>
  new BulwarkError(`the bench ended with ${code === null ? "a signal" : `exit code ${code}`}\nIts words are above.`, 4);

export const neverAllHealthy = (seconds: number, states: readonly string[]) =>
  new BulwarkError(
    `not everything was healthy after ${seconds} s:\n  ${states.join("\n  ")}\nThe figures of this run are void.`,
    4,
  );

export const restartedWithoutChange = (platform: string, names: readonly string[]) =>
  new BulwarkError(
    `${platform} replaced containers though nothing had changed: ${names.join(", ")}\nThe figures of this run are void.`,
    4,
  );

export const notInTheTemplate = (what: string) =>
  new BulwarkError(
    `the stock template is not written for ${what}\nTeach it to bench/synth/stock-program.ts, or measure another environment.`,
    4,
  );

export const notTheSame = (platform: string) =>
  new BulwarkError(
    `${platform}: the stock template does not declare the same resources as Bulwark\nThe figures of this run are void; see bench/synth/stock-program.ts.`,
    4,
  );

export const noFiguresLeft = (program: string) =>
  new BulwarkError(`no Node process of '${program}' told what it took\nThe bench reads /proc, so it needs Linux.`, 3);

export const noSuchPart = (got: string, parts: readonly string[]) =>
  new BulwarkError(`there is no such part: ${got}\nGive one of: ${parts.join(", ")}; without one all are run.`, 2);
