import {
  Duration,
  JobPhase,
  JobReach,
  type ConfigFile,
  type Job,
  type Schedule,
  type ScheduledJob,
  type SecretMount,
} from "../../core";

/** A command of a layer's image beside the service. Needs `/bin/sh` in the image. */
export interface LayerJobProps {
  /** Unique in the layer. */
  readonly name: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** When it runs. @default - once before each new generation of the layer, which starts only when it has succeeded */
  readonly schedule?: Schedule;
  /** A run that takes longer is ended and has failed. @default - 10 minutes */
  readonly deadline?: Duration;
}

/** What a job finds when it runs: as the layer does, with the access that its work needs. */
export interface JobSurroundings {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretMount[];
  readonly files: readonly ConfigFile[];
}

const DEADLINE = Duration.minutes(10);

const taskOf = ({ name, command, deadline = DEADLINE }: LayerJobProps, around: JobSurroundings) => ({
  ...around,
  name,
  command,
  deadline,
  reach: JobReach.PEERS,
});

/** The jobs without a schedule, in their order. */
export function rollJobs(jobs: readonly LayerJobProps[], around: JobSurroundings): readonly Job[] {
  return jobs.filter(isBeforeRoll).map((job) => ({ ...taskOf(job, around), phase: JobPhase.ROLL }));
}

export function scheduledJobs(jobs: readonly LayerJobProps[], around: JobSurroundings): readonly ScheduledJob[] {
  return jobs.flatMap((job) => (job.schedule ? [{ ...taskOf(job, around), schedule: job.schedule }] : []));
}

export const isBeforeRoll = ({ schedule }: LayerJobProps): boolean => schedule === undefined;
