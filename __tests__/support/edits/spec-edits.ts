import { Duration, Lifecycle, Memory, type PublishedPort, type Spec } from "../../../constructs/core";
import { Change, type Edit, type SpecEdits } from "./edit";
import { EVERYWHERE } from "./everywhere";
import { HEALTH_EDITS } from "./health-edits";
import { IMAGE_EDITS } from "./image-edits";
import { JOB_EDITS } from "./job-edits";
import { FILES, SECRETS, VOLUMES } from "./mount-edits";
import {
  commandLine,
  declared,
  firstProcess,
  mounted,
  namedByGeneration,
  ports,
  replicas,
  sizeOf,
  stopTimeout,
  variables,
} from "./readings";
import { RESOURCE_EDITS } from "./resource-edits";
import { SCHEDULED_EDITS } from "./scheduled-edits";

const ENTRYPOINT: SpecEdits["entrypoint"] = {
  edited: [
    {
      from: { entrypoint: ["/bin/sleep", "11"], command: ["1000000"] },
      to: { entrypoint: ["/bin/sleep", "22"], command: ["1000000"] },
      reading: commandLine,
      shows: ["/bin/sleep 11 1000000", "/bin/sleep 22 1000000"],
    },
  ],
  removed: [
    {
      from: { entrypoint: ["/bin/sleep", "11"], command: ["1000000"] },
      to: { command: ["1000000"] },
      reading: commandLine,
      shows: ["/bin/sleep 11 1000000", "/bin/sleep 1000000"],
    },
  ],
};

const COMMAND: SpecEdits["command"] = {
  edited: [
    {
      from: { command: ["1000000"] },
      to: { command: ["2000000"] },
      reading: commandLine,
      shows: ["/bin/sleep 1000000", "/bin/sleep 2000000"],
    },
  ],
  removed: [
    {
      from: { command: ["1000000"] },
      to: { command: [] },
      reading: commandLine,
      shows: ["/bin/sleep 1000000", "/bin/sleep 3000000"],
    },
  ],
};

const environment = (from: Spec["environment"], to: Spec["environment"], shows: Edit<Spec>["shows"]): Edit<Spec> => ({
  from: { environment: from },
  to: { environment: to },
  reading: variables,
  shows,
});

const ENVIRONMENT: SpecEdits["environment"] = {
  edited: [
    environment({ LEVEL: "info" }, { LEVEL: "debug" }, [["LEVEL=info"], ["LEVEL=debug"]]),
    environment({ LEVEL: "info" }, { DEPTH: "info" }, [["LEVEL=info"], ["DEPTH=info"]]),
  ],
  removed: [
    { ...environment({ LEVEL: "info" }, {}, [["LEVEL=info"], []]), on: EVERYWHERE },
    environment({ A: "1", B: "2" }, { A: "1" }, [["A=1", "B=2"], ["A=1"]]),
  ],
};

const temporary = (path: string, mebibytes = 1): Pick<Spec, "temporary"> => ({
  temporary: [{ path, size: Memory.mebibytes(mebibytes) }],
});

const TEMPORARY: SpecEdits["temporary"] = {
  each: {
    path: {
      edited: [{ from: temporary("/a"), to: temporary("/b"), reading: mounted(["/a", "/b"]), shows: [["/a"], ["/b"]] }],
    },
    size: {
      edited: [
        {
          from: temporary("/tmp", 1),
          to: temporary("/tmp", 2),
          reading: sizeOf("/tmp"),
          shows: ["size=1024k", "size=2048k"],
        },
      ],
    },
  },
  removed: [{ from: temporary("/tmp"), to: { temporary: [] }, reading: mounted(["/tmp"]), shows: [["/tmp"], []] }],
};

const published = (
  before: PublishedPort,
  after: PublishedPort | undefined,
  shows: Edit<Spec>["shows"],
): Edit<Spec> => ({
  from: { publishes: [before] },
  to: { publishes: after ? [after] : [] },
  reading: ports,
  shows,
});

const PUBLISHES: SpecEdits["publishes"] = {
  each: {
    hostPort: {
      edited: [
        published({ hostPort: 9001, port: 80 }, { hostPort: 9002, port: 80 }, [
          ["127.0.0.1:9001 80/tcp"],
          ["127.0.0.1:9002 80/tcp"],
        ]),
      ],
    },
    port: {
      edited: [
        published({ hostPort: 9003, port: 80 }, { hostPort: 9003, port: 81 }, [
          ["127.0.0.1:9003 80/tcp"],
          ["127.0.0.1:9003 81/tcp"],
        ]),
      ],
    },
  },
  removed: [published({ hostPort: 9004, port: 80 }, undefined, [["127.0.0.1:9004 80/tcp"], []])],
};

const WRITABLE = { protection: "writable-path", detail: "one", reason: "one" } as const;
const EGRESS = { protection: "egress", detail: "two", reason: "two" } as const;

/** Words about the container: what they allow is another field's matter. */
const exceptions = (after: Spec["exceptions"]): Edit<Spec> => ({
  from: { exceptions: [WRITABLE] },
  to: { exceptions: after },
  reading: declared(
    "inspection lists exceptions",
    ({ containers }, component) => containers.find((one) => one.component === component)?.exceptions,
  ),
  shows: [[WRITABLE], after],
  change: Change.UNTOUCHED,
});

const EXCEPTION = exceptions([EGRESS]);

const LIFECYCLE: SpecEdits["lifecycle"] = {
  edited: [
    {
      from: { lifecycle: Lifecycle.ROLLING },
      to: { lifecycle: Lifecycle.EXCLUSIVE },
      reading: namedByGeneration,
      shows: [true, false],
    },
    {
      from: { lifecycle: Lifecycle.EXCLUSIVE },
      to: { lifecycle: Lifecycle.STATEFUL },
      reading: declared(
        "both stop, then start",
        ({ containers }, component) => containers.find((one) => one.component === component)?.lifecycle,
      ),
      shows: [Lifecycle.EXCLUSIVE, Lifecycle.STATEFUL],
      change: Change.UNTOUCHED,
    },
  ],
};

/** Every field of a spec, at every depth: one without a row does not compile. */
export const SPEC_EDITS: SpecEdits = {
  image: IMAGE_EDITS,
  entrypoint: ENTRYPOINT,
  command: COMMAND,
  environment: ENVIRONMENT,
  files: FILES,
  secrets: SECRETS,
  volumes: VOLUMES,
  temporary: TEMPORARY,
  health: HEALTH_EDITS,
  resources: RESOURCE_EDITS,
  lifecycle: LIFECYCLE,
  replicas: {
    edited: [
      {
        from: { replicas: 1 },
        to: { replicas: 2 },
        reading: replicas,
        shows: [1, 2],
        change: Change.UNTOUCHED,
        on: [Lifecycle.ROLLING],
      },
    ],
  },
  stopGrace: {
    edited: [
      {
        from: { stopGrace: Duration.seconds(2) },
        to: { stopGrace: Duration.seconds(3) },
        reading: stopTimeout,
        shows: [2, 3],
      },
    ],
  },
  init: {
    edited: [{ from: { init: true }, to: { init: false }, reading: firstProcess, shows: ["docker-init", "sleep"] }],
  },
  publishes: PUBLISHES,
  jobs: JOB_EDITS,
  scheduled: SCHEDULED_EDITS,
  exceptions: {
    each: { protection: { edited: [EXCEPTION] }, detail: { edited: [EXCEPTION] }, reason: { edited: [EXCEPTION] } },
    removed: [exceptions([])],
  },
};
