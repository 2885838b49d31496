import { TestProject } from "../platform/project";

export const BUCKET = "state-of-tests";
export const KEY = "local-s3/local-s3.tfstate";

/** Where the state is taken along to. */
export const MOVED = "moved.tfstate";

const FILE = "environments/local-s3.yaml";

/** Settings that make a generation of its own, and end at once when they are replaced. */
export const version = (name: string): string => `env: { SERVICE_VERSION: ${name}, DRAIN_SECONDS: "0" }`;

/** An apply with this one lasts until somebody ends it. */
export const SLOW = 'jobs: { migrate: { command: [sleep, "300"], before: roll } }';

/** A generation that never becomes healthy. */
export const CRASHING = ["health: { startSeconds: 2 }", "env: { PORT: nonsense }"] as const;

/** The environment `local-s3` as it is shipped, with a bucket that exists and images that are here. */
export async function s3Project(key = KEY): Promise<TestProject> {
  const project = await TestProject.withOwnEnvironments();
  await setState(project, "your-bucket-for-state", `${BUCKET}\n    key: ${key}`);
  await setState(project, "\nplatform:", "\nimages: { source: debian }\nplatform:");
  await setLayer(project, version("first"));
  return project;
}

export const setState = (project: TestProject, from: string, to: string): Promise<void> => project.edit(FILE, from, to);

/** Gives the layer these settings in place of those that it was given before. */
export const setLayer = (project: TestProject, ...settings: readonly string[]): Promise<void> =>
  project.edit(
    FILE,
    /(image: reference-service\n)[^]*?( {6}port)/,
    `$1${settings.map((line) => `      ${line}\n`).join("")}$2`,
  );
