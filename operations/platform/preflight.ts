import type Docker from "dockerode";
import type { Manifest } from "../manifest";
import { postgresVersionProblems } from "./data-version";
import { preflightFailed } from "./errors";
import { networkProblems } from "./network-problems";
import { portProblems } from "./port-problems";

/** Looks for what would make an apply fail half-way. @throws BulwarkError with exit code 3 and all that was found */
export async function preflight(docker: Docker, manifest: Manifest): Promise<void> {
  const problems = (
    await Promise.all([
      portProblems(docker, manifest),
      networkProblems(docker, manifest),
      postgresVersionProblems(docker, manifest),
    ])
  ).flat();
  if (problems.length > 0) throw preflightFailed(problems);
}
