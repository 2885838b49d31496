import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { throwAwayEngine, type Outcome } from "../support/engine/engine";
import { TestProject } from "../support/platform/project";
import { killTerraform, startBulwark } from "../support/platform/interrupted";
import { plainTerraform } from "../support/platform/plain-terraform";
import { running } from "../support/platform/running";
import { secretValues } from "../support/platform/secret-values";
import { trafficTable, type TrafficReport } from "../../bench/traffic/report";
import { Traffic } from "../../bench/traffic/traffic";

/** A layer behind the gateway; `items` is edited into generations that never become healthy. */
const yaml = (items: string) => `target: docker
images: { source: debian }
platform:
  haproxy: { httpsPort: 8443, httpPort: 8080 }
  layers:
    gateway: { image: reference-service, port: 8009, uses: [items], route: { path: /api, auth: token }, env: { ROLE: gateway } }
    # With a route it is probed each second, so that a verdict comes sooner.
    items: { image: reference-service, port: 8001, route: { path: /items, auth: token }, ${items} }
`;
const GOOD = "env: { SERVICE_VERSION: good }";
const BETTER = "env: { SERVICE_VERSION: better }";
const SOON = "health: { startSeconds: 2 }";
const CRASHING = `${SOON}, env: { PORT: nonsense }`;
const TOO_SMALL = `${SOON}, memoryMiB: 18`;
const UNHEALTHY = "health: { path: /nowhere, startSeconds: 2 }";

/** Enough to see what is down; how many requests a roll survives is measured elsewhere. */
const FEW = { pauseMs: 200 };

const docker = throwAwayEngine();
const reports: { readonly name: string; readonly report: TrafficReport }[] = [];
let project: TestProject;
let token: string;

const write = (items: string) => project.write("environments/rolls.yaml", yaml(items));
const up = () => project.bulwark("up", "rolls", "--yes");
const now = () => running(docker, "rolls");
const itemsNow = async () => (await now())["items/1"];
const nothingLeft = async () => {
  const containers = await docker.listContainers({ all: true, filters: { label: ["bulwark.path=platform/items/1"] } });
  return containers.length === 1;
};

/** Requests through the gateway while `action` runs. */
async function underTraffic<T>(name: string, action: () => Promise<T>): Promise<T> {
  const ca = readFileSync(project.path(".bulwark", "rolls", "ca.pem"));
  const traffic = Traffic.start({ address: "https://127.0.0.1:8443", ca, token, path: "/api/items" }, FEW);
  const result = await action().finally(async () => void reports.push({ name, report: await traffic.stop() }));
  expect(reports.at(-1)!.report.failures).toEqual([]);
  return result;
}

function expectRollFailed({ code, stderr }: Outcome): void {
  expect(code).toBe(1);
  expect(stderr).toMatch(/a new container did not become healthy:\n {2}- rolls-items-1-[0-9a-f]{8}: /);
  expect(stderr).toContain("platform_items_1: the generation before serves on");
}

async function expectSettled(): Promise<void> {
  expect(await nothingLeft()).toBe(true);
  const second = await project.succeed("up", "rolls");
  expect(second.stdout).toContain("rolls: no changes");
}

jest.setTimeout(400_000);

beforeAll(async () => {
  project = await TestProject.empty();
  await write(GOOD);
  await project.succeed("up", "rolls");
  token = secretValues("rolls").find(({ name }) => name === "way-in-token")!.value;
});

afterAll(async () => {
  process.stderr.write(`\n${trafficTable(reports)}\n`);
  await project.bulwark("down", "rolls", "--volumes", "--yes");
  await project.remove();
});

describe("a new generation that never becomes healthy", () => {
  it("because it ends, is told with its exit code and its log, and the old one serves on", async () => {
    const before = await itemsNow();
    await write(CRASHING);
    const outcome = await underTraffic("it ends", up);
    expectRollFailed(outcome);
    expect(outcome.stderr).toMatch(/restarted \d+ times/);
    expect(outcome.stderr).toContain("PORT");
    expect(await itemsNow()).toBe(before);
    expect(await nothingLeft()).toBe(true);
  });

  it("is told again by the same apply, which finds nothing in its way", async () => {
    expectRollFailed(await underTraffic("the same apply again", up));
  });

  it("is gone with a revert: nothing is changed", async () => {
    const before = await itemsNow();
    await write(GOOD);
    const outcome = await underTraffic("a revert", up);
    expect(outcome.stdout).toContain("rolls: no changes");
    expect(await itemsNow()).toBe(before);
  });

  it("because its probe fails, is told with what the probe said", async () => {
    await write(UNHEALTHY);
    const outcome = await underTraffic("its probe fails", up);
    expectRollFailed(outcome);
    expect(outcome.stderr).toMatch(/unhealthy\n.*probe ended with \d+: .*404/);
  });

  it("because it has too little memory, is told so", async () => {
    await write(TOO_SMALL);
    const outcome = await underTraffic("out of memory", up);
    expectRollFailed(outcome);
    expect(outcome.stderr).toMatch(/out of memory|exit code 137|restarted \d+ times/);
  });

  it("gives way to one that does", async () => {
    const before = await itemsNow();
    await write(BETTER);
    expect((await underTraffic("a better one", up)).code).toBe(0);
    expect(await itemsNow()).not.toBe(before);
    await expectSettled();
  });
});

describe("bulwark rollback", () => {
  const versionNow = async () => {
    const filters = { label: ["bulwark.path=platform/items/1"] };
    const [{ Id } = { Id: "" }] = await docker.listContainers({ filters });
    return (await docker.getContainer(Id).inspect()).Config.Env.find((one) => one.startsWith("SERVICE_VERSION="));
  };
  const rollback = (layer: string) => project.bulwark("rollback", "rolls", layer);

  it("takes a layer back, touches no other, and says what to edit", async () => {
    const { "items/1": _items, ...others } = await now();
    const { code, stdout } = await underTraffic("a rollback", () => rollback("items"));
    expect(code).toBe(0);
    expect(stdout).toContain('platform.layers.items.env.SERVICE_VERSION: "better" → "good"');
    expect(await versionNow()).toBe("SERVICE_VERSION=good");
    expect(await now()).toMatchObject(others);
    expect(await nothingLeft()).toBe(true);
  });

  it("is undone by the next up, which follows the YAML, or kept by the edit", async () => {
    expect((await up()).code).toBe(0);
    expect(await versionNow()).toBe("SERVICE_VERSION=better");
    expect((await rollback("items")).code).toBe(0);
    await write(GOOD);
    expect((await up()).stdout).toContain("rolls: no changes");
    expect(await versionNow()).toBe("SERVICE_VERSION=good");
  });

  it.each([
    ["gateway", 1, "has had one generation since it was first deployed"],
    ["haproxy", 2, "'haproxy' does not roll"],
    ["nobody", 2, "there is no layer 'nobody'"],
  ])("refuses %s", async (layer, code, words) => {
    const outcome = await rollback(layer);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(words);
  });
});

describe("plain Terraform, without Bulwark", () => {
  it("jams after a failed roll: the next apply finds the name taken", async () => {
    await write(CRASHING);
    expect((await plainTerraform(project, "rolls", "apply", "-auto-approve", "-input=false", "-no-color")).code).toBe(
      1,
    );
    const again = await plainTerraform(project, "rolls", "apply", "-auto-approve", "-input=false", "-no-color");
    expect(again.code).toBe(1);
    expect(again.stderr + again.stdout).toContain("is already in use");
  });

  it("is mended by the next up", async () => {
    await write(GOOD);
    expect((await up()).code).toBe(0);
    await expectSettled();
  });
});

describe("a run that is killed between a container's creation and Terraform's note of it", () => {
  it("is mended by the next up, without a failed request", async () => {
    await write("env: { SERVICE_VERSION: killed }");
    const before = new Set((await docker.listContainers({ all: true })).map(({ Id }) => Id));
    await underTraffic("killed", async () => {
      const run = startBulwark(project, "up", "rolls");
      while ((await docker.listContainers()).every(({ Id }) => before.has(Id))) await pause(50);
      run.child.kill("SIGKILL");
      await killTerraform();
      await run.ended;
      const outcome = await up();
      expect(outcome.stdout).toMatch(/removed container rolls-items-1-[0-9a-f]{8}: an interrupted run left it/);
      expect(outcome.code).toBe(0);
    });
    await expectSettled();
  });
});
