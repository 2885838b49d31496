import { Duration, JobReach, Schedule, VolumeContent, type ScheduledJob } from "../../../constructs/core";
import { Change, type Edit, type EditsOf, type SpecEdits } from "./edit";
import { CONTAINER } from "./scheduled-container-edits";
import { SECRETS, VOLUMES, type Mounting } from "./mount-edits";
import {
  content,
  fileNames,
  jobs,
  mounted,
  networks,
  scheduledAt,
  scheduledCommand,
  scheduledDeadline,
  scheduledName,
  together,
  variables,
  volumeAt,
  writable,
} from "./readings";

/** It never runs during a test. */
export const plainScheduled = (name: string): ScheduledJob => ({
  name,
  schedule: Schedule.weekly("monday", "03:00"),
  deadline: Duration.minutes(5),
  command: ["/bin/cat", "/version"],
  files: [],
});

const FULL = {
  files: [{ name: "a.conf", content: "one" }],
  secrets: [{ secret: SECRETS.each.secret.each.name.edited[0].from.secrets![0]!.secret, path: "/run/secrets/a" }],
  volumes: [{ name: "one", content: VolumeContent.DATA, path: "/a", readOnly: true }],
} satisfies Mounting;

const OTHER = {
  files: [{ name: "b.conf", content: "two" }],
  secrets: [{ secret: SECRETS.each.secret.each.name.edited[0].to.secrets![0]!.secret, path: "/run/secrets/b" }],
  volumes: [{ name: "two", content: VolumeContent.DATA, path: "/b", readOnly: false }],
} satisfies Mounting;

const mounts = together({
  files: fileNames("/config", ["a.conf", "b.conf"]),
  a: content("/config/a.conf"),
  b: content("/config/b.conf"),
  secretA: content("/run/secrets/a"),
  secretB: content("/run/secrets/b"),
  targets: mounted(["/a", "/b"]),
  volumeA: volumeAt("/a"),
  volumeB: volumeAt("/b"),
  writableA: writable("/a"),
  writableB: writable("/b"),
});

const SHOWS_FULL = {
  files: ["a.conf"],
  a: "one",
  secretA: "value of first",
  targets: ["/a"],
  volumeA: "one",
  writableA: false,
};

/** It is mounted as for a component, where each field has a row of its own. */
const MOUNTS: Edit<Mounting> = {
  from: FULL,
  to: OTHER,
  reading: mounts,
  shows: [
    SHOWS_FULL,
    { files: ["b.conf"], b: "two", secretB: "value of second", targets: ["/b"], volumeB: "two", writableB: true },
  ],
};

const WITHOUT_MOUNTS: Edit<Mounting> = {
  from: FULL,
  to: { files: [], secrets: [], volumes: [] },
  reading: mounts,
  shows: [SHOWS_FULL, { files: [], targets: [] }],
};

const READ_ONLY = { edited: [MOUNTS], removed: [VOLUMES.each.readOnly.removed[0]] } as const;

const EACH: EditsOf<ScheduledJob, Edit<ScheduledJob>> = {
  name: {
    edited: [{ from: { name: "first" }, to: { name: "second" }, reading: scheduledName, shows: ["first", "second"] }],
  },
  command: {
    edited: [
      {
        from: { command: ["/bin/cat", "/one"] },
        to: { command: ["/bin/cat", "/two"] },
        reading: scheduledCommand,
        shows: ["/bin/cat /one", "/bin/cat /two"],
      },
    ],
  },
  schedule: {
    edited: [
      {
        from: { schedule: Schedule.daily("00:00") },
        to: { schedule: Schedule.daily("00:01") },
        reading: scheduledAt,
        shows: ["86400 0", "86400 60"],
      },
    ],
  },
  deadline: {
    edited: [
      {
        from: { deadline: Duration.minutes(5) },
        to: { deadline: Duration.minutes(6) },
        reading: scheduledDeadline,
        shows: ["300", "360"],
      },
    ],
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
  files: { each: { name: { edited: [MOUNTS] }, content: { edited: [MOUNTS] } }, removed: [WITHOUT_MOUNTS] },
  secrets: {
    each: { secret: { each: { ...SECRETS.each.secret.each, name: { edited: [MOUNTS] } } }, path: { edited: [MOUNTS] } },
    removed: [WITHOUT_MOUNTS],
  },
  volumes: {
    each: {
      name: { edited: [MOUNTS] },
      content: VOLUMES.each.content,
      path: { edited: [MOUNTS] },
      readOnly: READ_ONLY,
      owner: VOLUMES.each.owner,
    },
    removed: [WITHOUT_MOUNTS],
  },
  ...CONTAINER,
  reach: {
    edited: [
      {
        from: { reach: JobReach.OWN },
        to: { reach: JobReach.PEERS },
        reading: networks,
        shows: [["edits-scheduled"], ["edits-peer"]],
      },
    ],
    removed: [{ from: { reach: JobReach.OWN }, to: {}, reading: networks, shows: [["edits-scheduled"], ["none"]] }],
  },
};

export const SCHEDULED_EDITS: SpecEdits["scheduled"] = {
  each: EACH,
  removed: [
    {
      from: { scheduled: [plainScheduled("one")] },
      to: {},
      reading: jobs,
      shows: [["job-one"], []],
      change: Change.UNTOUCHED,
    },
  ],
};
