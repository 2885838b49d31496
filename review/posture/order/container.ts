import { alwaysWell } from "../../../policies/facts/always-well";
import type {
  Attachment,
  Capabilities,
  Confinement,
  ContainerFacts,
  Health,
  HostNamespace,
  Restart,
  SharedNamespace,
  Upload,
  User,
} from "../../../policies/facts/container";
import { parseImage } from "../../../policies/facts/image-reference";
import { exposures } from "./exposures";
import { mounts } from "./mounts";
import { badWhen, dangers, each, exposing, limited, neutral, type Ordering } from "./ordering";
import type { OrderingsOf } from "./orderings";

/** What the engine and the runtimes of clusters give to who drops nothing. */
const OF_THE_ENGINE = [
  ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE"],
  ...["NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
];

/** To listen below 1024, which the engine allows everybody anyway. */
const HARMLESS = "NET_BIND_SERVICE";

function heldBy({ drop, add }: Capabilities): ReadonlySet<string> {
  const kept = drop.has("ALL") ? [] : OF_THE_ENGINE.filter((one) => !drop.has(one));
  return new Set([...kept, ...add].filter((one) => one !== HARMLESS));
}

/** All of them in one sentence: they are lost or won together. */
const capabilities: Ordering<Capabilities> = {
  harmless: { drop: new Set(["ALL"]), add: new Set() },
  worse: (before, after) => {
    const known = heldBy(before);
    const more = known.has("ALL") ? [] : [...heldBy(after)].filter((one) => !known.has(one)).sort();
    return more.length === 0 ? [] : [`has the capabilities ${more.join(", ")}`];
  },
};

const confined = (words: string): Ordering<Confinement> =>
  dangers<Confinement>("default", (value) => (value === "unconfined" ? [words] : []));

const CONFINED = {
  user: dangers<User>({ uid: 10001, gid: 10001, text: "10001:10001" }, ({ uid, gid }) => [
    ...(uid === 0 ? ["runs as root"] : []),
    ...(gid === 0 ? ["runs in the group of root"] : []),
  ]),
  groups: each((group) => `is in the group ${group}`),
  privileged: badWhen(true, "is privileged"),
  capabilities,
  noNewPrivileges: badWhen(false, "may gain privileges"),
  seccomp: confined("has no filter of system calls"),
  appArmor: confined("is not confined by AppArmor"),
  seLinux: confined("is not confined by SELinux"),
  kernelPathsHidden: badWhen(false, "sees all of /proc and /sys"),
  rootReadOnly: badWhen(false, "has a root that may be written to"),
  runtime: neutral(""),
  sysctls: neutral<ReadonlyMap<string, string>>(new Map()),
  mounts,
  devices: each((device) => `has the device ${device}`),
} as const;

const LIMITED = {
  memoryBytes: limited("has no memory limit"),
  memoryAndSwapBytes: limited("may swap without end"),
  cpus: limited("has no CPU limit"),
  processes: limited<"unlimited" | "slice">("has no limit of processes"),
  logLimit: badWhen(false, "writes a log without bound"),
} as const;

const CHECKED: Health = { form: "http", command: [], intervalSeconds: 5, timeoutSeconds: 1 };

/** Of what is always well the words are those of the rule. */
const lie = (check: Health): readonly string[] => [alwaysWell(check) ?? []].flat();

const RUNNING = {
  lifetime: neutral<ContainerFacts["lifetime"]>("service"),
  replicaOf: neutral(""),
  health: dangers<Health>(CHECKED, (check) => (check.form === "none" ? ["has no health check"] : lie(check))),
  // To have none is better than to have the one of readiness.
  liveness: dangers<Health>(CHECKED, lie),
  restart: dangers<Restart>({ policy: "always", retries: undefined }, ({ policy, retries }) => [
    ...(policy === "no" ? ["stays down when it ends"] : []),
    ...(retries === undefined ? [] : ["is given up after some failures"]),
  ]),
  stopGraceSeconds: dangers<number>(30, (seconds) => (seconds === 0 ? ["is killed at once"] : [])),
  stopNeedSeconds: neutral(10),
  image: dangers(parseImage(`image@sha256:${"0".repeat(64)}`), ({ digest, tag }) =>
    digest !== undefined
      ? []
      : [
          ...(tag === undefined || tag === "latest" ? ["runs whatever image is the newest"] : []),
          "runs an image without a digest",
        ],
  ),
  command: neutral<readonly string[]>([]),
  environment: neutral<ReadonlyMap<string, string>>(new Map()),
  labels: neutral<ReadonlyMap<string, string>>(new Map()),
  uploads: neutral<readonly Upload[]>([]),
  logOptions: neutral<ReadonlyMap<string, string>>(new Map()),
  stateful: neutral(false),
  ignoredChanges: dangers<readonly (keyof ContainerFacts)[]>([], (facts) =>
    facts.map((fact) => `keeps later edits of ${fact} from landing`),
  ),
} as const;

const REACHED = {
  exposures,
  hostNamespaces: exposing(
    dangers<ReadonlySet<HostNamespace>>(new Set(), (names) =>
      [...names].map((name) => `shares the ${name} of the host`),
    ),
  ),
  sharedNamespaces: dangers<readonly SharedNamespace[]>([], (all) =>
    all.map(({ namespace, of }) => `shares the ${namespace} of ${of}`),
  ),
  // Who meets whom there is told by itself.
  networks: neutral<readonly Attachment[]>([]),
} as const;

export const CONTAINER: OrderingsOf<"container"> = { ...CONFINED, ...LIMITED, ...RUNNING, ...REACHED };
