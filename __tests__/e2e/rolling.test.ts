import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { textTable } from "../../operations/table";
import { throwAwayEngine } from "../support/engine/engine";
import { exchangeSeconds } from "../support/platform/exchange-seconds";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { secretValues } from "../support/platform/secret-values";
import { applyWeakened, type SynthesizedContainer } from "../support/platform/weakened";
import { ClientKind } from "../../bench/traffic/client";
import { trafficTable, type TrafficReport } from "../../bench/traffic/report";
import type { Target } from "../../bench/traffic/target";
import { Traffic, type TrafficOptions } from "../../bench/traffic/traffic";

/** Before the service's first line runs, as an image does that has much to load. */
const slowStart = (seconds: number) =>
  `--import=data:text/javascript,await%20new%20Promise(go=>setTimeout(go,${seconds * 1000}))`;

interface Layers {
  readonly items: Readonly<Record<string, string>>;
  readonly gateway: Readonly<Record<string, string>>;
}

const yaml = ({ items, gateway }: Layers) => `target: docker
images: { source: debian }
platform:
  haproxy: { httpsPort: 8443, httpPort: 8080, cpus: 1 }
  layers:
    gateway:
      image: reference-service
      port: 8009
      cpus: 1
      uses: [items]
      route: { path: /api, auth: token }
      env: ${JSON.stringify({ ROLE: "gateway", LOG_LEVEL: "warn", ...gateway })}
    items:
      image: reference-service
      port: 8001
      replicas: 2
      env: ${JSON.stringify({ LOG_LEVEL: "warn", ...items })}
`;

interface Roll {
  readonly name: string;
  readonly report: TrafficReport;
  readonly seconds: number;
  /** From the first container that is created to the last one that is removed. */
  readonly exchangeSeconds: number;
  /** Of the machine, mean over the last minute: seconds of a busy machine say little. */
  readonly load: number;
  /** Components of which a container was started, replaced or removed. */
  readonly changed: readonly string[];
}

interface Watching extends TrafficOptions {
  /** Requests before the traffic stops. @default - as many as there were */
  readonly atLeast?: number;
}

/** Requests of each roll, so that four of them make 5,000 on a slow machine too. */
const ENOUGH: Watching = { atLeast: 1300 };
/** Some of them are in the middle of a request, whenever a container goes. */
const MANY_SLOW: Watching = { clients: { [ClientKind.SLOW_POST]: 30 } };
/** What is left of a roll shows soon after it. */
const AFTERWARDS_MS = 2000;

const docker = throwAwayEngine();
const rolls: Roll[] = [];
const controls: Roll[] = [];
let project: TestProject;
let target: Target;
let layers: Layers = { items: {}, gateway: {} };

const write = (edit: Partial<Layers>) => {
  layers = { ...layers, ...edit };
  return project.write("environments/rolling.yaml", yaml(layers));
};
const up = () => project.succeed("up", "rolling");

/** What happens to requests while `apply` runs, and shortly after. */
async function underTraffic(
  name: string,
  apply: () => Promise<unknown>,
  { atLeast = 0, ...options }: Watching,
): Promise<Roll> {
  const before = await running(docker, "rolling");
  const traffic = Traffic.start(target, options);
  const began = new Date();
  await apply();
  const seconds = (Date.now() - began.getTime()) / 1000;
  const exchange = await exchangeSeconds("rolling", began);
  await pause(AFTERWARDS_MS);
  await traffic.reached(atLeast);
  const report = await traffic.stop();
  const after = await running(docker, "rolling");
  const changed = Object.keys({ ...before, ...after }).filter((one) => before[one] !== after[one]);
  return { name, report, seconds, exchangeSeconds: exchange, load: loadavg()[0]!, changed };
}

async function rolled(name: string, edit: Partial<Layers>): Promise<Roll> {
  await write(edit);
  const roll = await underTraffic(name, up, ENOUGH);
  rolls.push(roll);
  return roll;
}

async function weakened(name: string, env: Layers["items"], edit: (container: SynthesizedContainer) => void) {
  await write({ items: env });
  const control = await underTraffic(
    name,
    () => applyWeakened(project, "rolling", { layer: "items", edit }),
    MANY_SLOW,
  );
  controls.push(control);
  return control;
}

function show(title: string, all: readonly Roll[]): void {
  const rows = all.map((one) => [
    one.name,
    one.seconds.toFixed(1),
    one.exchangeSeconds.toFixed(1),
    one.load.toFixed(1),
  ]);
  const failures = all.flatMap(({ name, report }) => report.failures.map((line) => `${name}: ${line}`));
  const tables = [
    trafficTable(all),
    textTable(["ROLL", "SECONDS IN ALL", "FIRST CREATED TO LAST REMOVED", "LOAD"], rows),
    ...failures,
  ];
  process.stderr.write(`\n${title}\n${tables.join("\n")}\n`);
}

jest.setTimeout(300_000);

beforeAll(async () => {
  project = await TestProject.empty();
  await write({});
  await up();
  const token = secretValues("rolling").find(({ name }) => name === "way-in-token")!.value;
  const ca = readFileSync(project.path(".bulwark", "rolling", "ca.pem"));
  target = { address: "https://127.0.0.1:8443", ca, token, path: "/api/items" };
});

afterAll(async () => {
  show("Rolls", rolls);
  show("Controls", controls);
  await project.bulwark("down", "rolling", "--volumes", "--yes");
  await project.remove();
});

describe("no request through the gateway fails", () => {
  const ITEMS = ["items/1", "items/2"];

  it.each([
    ["items, generation 2", { items: { SERVICE_VERSION: "2" } }, ITEMS],
    ["items, generation 3, starts 5 s late", { items: { SERVICE_VERSION: "3", NODE_OPTIONS: slowStart(5) } }, ITEMS],
    ["items, generation 4", { items: { SERVICE_VERSION: "4" } }, ITEMS],
    ["gateway", { gateway: { SERVICE_VERSION: "2" } }, ["gateway/1"]],
  ])("while it rolls: %s", async (name, edit, replaced) => {
    const { report, changed } = await rolled(name, edit);
    expect(changed).toEqual(replaced);
    expect(report.failures).toEqual([]);
  });

  it("of at least 5,000, and of every kind of client", () => {
    const of = (kind: ClientKind) => rolls.reduce((sum, { report }) => sum + report.kinds[kind].requests, 0);
    const counts = Object.values(ClientKind).map(of);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(100);
    expect(counts.reduce((sum, one) => sum + one)).toBeGreaterThanOrEqual(5000);
  });
});

describe("requests fail where a protection is missing:", () => {
  it("the new one is created before the old one goes", async () => {
    const { report } = await weakened("old first", { SERVICE_VERSION: "5" }, ({ lifecycle }) => {
      delete lifecycle?.create_before_destroy;
    });
    expect(report.total.failed).toBeGreaterThan(0);
  });

  it("the roll waits until the new one is healthy", async () => {
    const late = { SERVICE_VERSION: "6", NODE_OPTIONS: slowStart(5) };
    const { report } = await weakened("no wait", late, (container) => {
      container.wait = false;
    });
    expect(report.total.failed).toBeGreaterThan(0);
  });

  it("the old one may finish what it has begun", async () => {
    const impatient = (container: SynthesizedContainer) => {
      container.destroy_grace_seconds = 1;
    };
    // A container is stopped with the grace that Terraform knew before.
    await applyWeakened(project, "rolling", { layer: "items", edit: impatient });
    const { report } = await weakened("no drain", { SERVICE_VERSION: "7" }, impatient);
    expect(report.total.failed).toBeGreaterThan(0);
  });
});
