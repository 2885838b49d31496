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
