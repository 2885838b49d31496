import { Duration, JobPhase, JobReach, type Job, type Spec } from "../../../constructs/core";
import { Change, type Edit, type EditsOf, type SpecEdits } from "./edit";
import { FILES, SECRETS, VOLUMES } from "./mount-edits";
import { OWN_IMAGE } from "./own-image-edits";
import {
  deadline,
  declared,
  isOfNow,
  jobs,
  log,
  nameOf,
  networks,
  seesNetwork,
  signalled,
  variables,
} from "./readings";
import { TELL } from "./seen";

/** A job that shows what it saw, and changes nothing. */
export const plainJob = (name: string): Job => ({ name, phase: JobPhase.AFTER, command: TELL, files: [] });

const HUP = { signal: "HUP", command: [] } as const;

const EACH: EditsOf<Job, Edit<Job>> = {
  name: {
    edited: [{ from: { name: "first" }, to: { name: "second" }, reading: nameOf, shows: ["first", "second"] }],
  },
  phase: {
    // It runs again, in its new place in the order.
    edited: [
      {
        from: { name: "phase", phase: JobPhase.BEFORE },
        to: { name: "phase", phase: JobPhase.AFTER },
        reading: declared(
          "the order of Terraform's graph",
          (manifest) => manifest.jobs.find(({ name }) => name.endsWith("-phase"))?.phase,
        ),
        shows: [JobPhase.BEFORE, JobPhase.AFTER],
      },
    ],
  },
  command: {
    edited: [
      {
        from: { command: ["/bin/sh", "-c", "echo one"] },
        to: { command: ["/bin/sh", "-c", "echo two"] },
        reading: log,
        shows: ["one", "two"],
      },
    ],
  },
  files: FILES,
  secrets: SECRETS,
  volumes: VOLUMES,
  signal: {
    edited: [{ from: HUP, to: { ...HUP, signal: "USR2" }, reading: signalled, shows: ["kill -HUP 1", "kill -USR2 1"] }],
    removed: [{ from: HUP, to: {}, reading: signalled, shows: ["kill -HUP 1", undefined] }],
  },
  reach: {
    edited: [
      {
        from: { reach: JobReach.OWN },
        to: { reach: JobReach.PEERS },
        reading: networks,
        shows: [["edits-jobs"], ["edits-peer"]],
      },
    ],
    removed: [{ from: { reach: JobReach.OWN }, to: {}, reading: seesNetwork, shows: [true, false] }],
  },
  environment: {
    edited: [
      {
        from: { environment: { A: "1" } },
        to: { environment: { A: "2" } },
        reading: variables,
        shows: [["A=1"], ["A=2"]],
      },
    ],
    removed: [{ from: { environment: { A: "1" } }, to: {}, reading: variables, shows: [["A=1"], []] }],
  },
  image: OWN_IMAGE,
  deadline: {
    edited: [
      {
        from: { deadline: Duration.minutes(5) },
        to: { deadline: Duration.minutes(6) },
        reading: deadline,
        shows: ["300", "360"],
      },
    ],
    removed: [{ from: { deadline: Duration.minutes(5) }, to: {}, reading: deadline, shows: ["300", undefined] }],
  },
};

/** An edit of the component, after which a job that follows it runs again. */
export const FOLLOWED: Edit<Spec> = {
  from: { environment: { A: "1" }, jobs: [plainJob("follows")] },
  to: { environment: { A: "2" }, jobs: [plainJob("follows")] },
  reading: isOfNow,
  shows: [true, true],
};

export const JOB_EDITS: SpecEdits["jobs"] = {
  each: EACH,
  removed: [
    {
      from: { jobs: [plainJob("one"), plainJob("two")] },
      to: { jobs: [plainJob("two")] },
      reading: jobs,
      shows: [["job-one", "job-two"], ["job-two"]],
      change: Change.UNTOUCHED,
    },
    {
      from: { jobs: [plainJob("one")] },
      to: { jobs: [] },
      reading: jobs,
      shows: [["job-one"], []],
      change: Change.UNTOUCHED,
    },
  ],
};
