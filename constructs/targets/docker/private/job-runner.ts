import { Duration, Lifecycle, literal, type Job, type ScheduledJob, type Spec } from "../../../core";
import type { MadeContainer } from "./container-maker";
import { LAST_RUN_SUCCEEDED, RUN_AT_START_TOO, RUN_ONCE, RUN_ON_SCHEDULE } from "./job-scripts";

/** In the process namespace of the component, whose first process is number 1. */
export function withSignal(job: Job): Job {
  return job.signal ? { ...job, command: ["/bin/sh", "-c", `kill -${job.signal} 1`] } : job;
}

/** A job with a deadline is run by a script that ends it: the engine has no limit on how long a container runs. */
export function withDeadline(job: Job): Job {
  if (!job.deadline) return job;
  const seconds = `${Math.ceil(job.deadline.toSeconds())}`;
  return {
    ...job,
    command: ["/bin/sh", "/config/run-once.sh", job.name, seconds, ...job.command],
    files: [...job.files, { name: "run-once.sh", content: RUN_ONCE }],
  };
}

/**
 * A scheduled job is a container of its own that sleeps until the next run: the engine has no timetable, and its socket,
 * with which one could be kept, is not given to any container.
 */
export function scheduledSpec(spec: Spec, { schedule, deadline, name, ...job }: ScheduledJob): Spec {
  const { memory = spec.resources.memory } = job;
  const numbers = [schedule.periodSeconds, schedule.offsetSeconds, Math.ceil(deadline.toSeconds())].map(String);
  return {
    ...spec,
    image: job.image ?? spec.image,
    resources: { ...spec.resources, memory },
    entrypoint: ["/bin/sh"],
    command: ["/config/run-on-schedule.sh", name, ...numbers, ...job.command],
    environment: job.environment ?? {},
    files: [
      ...job.files,
      { name: "run-on-schedule.sh", content: job.atStart ? RUN_AT_START_TOO : RUN_ON_SCHEDULE },
      { name: "last-run-succeeded.sh", content: LAST_RUN_SUCCEEDED },
    ],
    secrets: job.secrets ?? [],
    volumes: job.volumes ?? [],
    health: {
      command: ["/bin/sh", "/config/last-run-succeeded.sh"],
      interval: Duration.seconds(10),
      // What it reads does not change by asking again.
      retries: 1,
    },
    // Two generations at once would be two runs at once.
    lifecycle: Lifecycle.EXCLUSIVE,
    replicas: 1,
    init: true,
    publishes: [],
    jobs: [],
    scheduled: [],
  };
}

/** A helper that exits with an error counts as created for the provider, and one that never ends as on its way. */
export function stopWhenFailed({ resource, name }: MadeContainer, { deadline }: Job, createFirst: boolean): void {
  // The provider gives up after 20 minutes by itself.
  if (deadline) resource.addOverride("timeouts.create", `${Math.ceil(deadline.toSeconds()) + 120}s`);
  resource.lifecycle = {
    ...(createFirst ? { createBeforeDestroy: true } : {}),
    postcondition: [
      {
        condition: "${self.exit_code == 0}",
        errorMessage: literal(
          `job ${name} failed; docker logs ${name} says why. Mend it, docker rm ${name}, and apply again.`,
        ),
      },
    ],
  };
}
