import {
  Duration,
  JobPhase,
  JobReach,
  Lifecycle,
  Memory,
  Schedule,
  type Job,
  type ScheduledJob,
} from "../../../../../constructs/core";
import { scheduledSpec, withDeadline, withSignal } from "../../../../../constructs/targets/docker/private/job-runner";
import { PLAIN_SPEC } from "../../../../support/constructs/fake-component";

const JOB: Job = { name: "migrate", phase: JobPhase.ROLL, command: ["node", "migrate.js"], files: [] };
const REPORT: ScheduledJob = {
  name: "report",
  command: ["node", "report.js"],
  files: [],
  reach: JobReach.PEERS,
  schedule: Schedule.weekly("friday", "00:01"),
  deadline: Duration.milliseconds(1500),
};

describe("a job", () => {
  it("without a deadline runs as it is", () => {
    expect(withDeadline(JOB)).toBe(JOB);
  });

  it("with a deadline is run by what ends it, in whole seconds", () => {
    const { command, files } = withDeadline({ ...JOB, deadline: Duration.milliseconds(1500) });
    expect(command).toEqual(["/bin/sh", "/config/run-once.sh", "migrate", "2", "node", "migrate.js"]);
    expect(files.map(({ name }) => name)).toEqual(["run-once.sh"]);
  });
});

describe("a job that sends a signal", () => {
  it.each(["HUP", "USR2"] as const)("sends %s to the first process that it sees", (signal) => {
    const { command } = withSignal({ ...JOB, command: [], signal });
    expect(command).toEqual(["/bin/sh", "-c", `kill -${signal} 1`]);
  });

  it("is run by what ends it where it has a deadline", () => {
    const { command } = withDeadline(withSignal({ ...JOB, command: [], signal: "HUP", deadline: Duration.seconds(9) }));
    expect(command.slice(-4)).toEqual(["9", "/bin/sh", "-c", "kill -HUP 1"]);
  });

  it("is the only one whose command is made", () => {
    expect(withSignal(JOB)).toBe(JOB);
  });
});

describe("a scheduled job", () => {
  const path = { path: "/tmp/work", size: Memory.mebibytes(8) };
  const spec = { ...PLAIN_SPEC, replicas: 3, temporary: [path], publishes: [{ hostPort: 443, port: 8443 }] };
  const made = scheduledSpec(spec, REPORT);

  it("is told its times in seconds since the epoch, and its deadline", () => {
    expect([made.entrypoint, made.command]).toEqual([
      ["/bin/sh"],
      ["/config/run-on-schedule.sh", "report", "604800", "86460", "2", "node", "report.js"],
    ]);
  });

  it("waits for its time first, unless it is to run at start as well", () => {
    const scriptOf = (job: ScheduledJob) =>
      scheduledSpec(spec, job).files.find(({ name }) => name === "run-on-schedule.sh")!.content;
    expect(scriptOf(REPORT)).toMatch(/trap stop TERM INT\n\nwhile :; do/);
    expect(scriptOf({ ...REPORT, atStart: true })).toMatch(/trap stop TERM INT\n\n {2}run "\$@"\n.*\nwhile :; do/);
  });

  it("has what its component has", () => {
    const { image, resources, stopGrace, exceptions } = spec;
    expect(made).toMatchObject({ image, resources, stopGrace, exceptions });
    expect(made.temporary).toEqual([path]);
  });

  it("is one container that nobody asks, and that stops before the next", () => {
    const { replicas, lifecycle, publishes, jobs, scheduled } = made;
    expect({ replicas, lifecycle, publishes, jobs, scheduled }).toEqual({
      replicas: 1,
      lifecycle: Lifecycle.EXCLUSIVE,
      publishes: [],
      jobs: [],
      scheduled: [],
    });
  });

  it("has the secrets, variables and volumes that it says, and none of its component's", () => {
    const { secrets, environment, volumes } = scheduledSpec({ ...spec, environment: { A: "1" } }, REPORT);
    expect({ secrets, environment, volumes }).toEqual({ secrets: [], environment: {}, volumes: [] });
  });
});
