import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { throwAwayEngine } from "../support/engine/engine";
import { cutPower, engineCommand, startEngine, stopEngine } from "../support/engine/power";
import { killRun, reached, startBulwark } from "../support/platform/interrupted";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";

/** A platform with everything that can be half-way: data, jobs, a way in, layers that roll. */
const yaml = (version: string) => `target: docker
images: { source: debian }
platform:
  postgres: { memoryMiB: 256, maxConnections: 20 }
  haproxy: { httpsPort: 8443, httpPort: 8080 }
  layers:
    items: { image: reference-service, port: 8001, uses: [postgres], route: { path: /, auth: none }, env: { SERVICE_VERSION: "${version}", DRAIN_SECONDS: "0" } }
`;
const NEIGHBOUR = `target: docker
images: { source: debian }
platform:
  layers:
    other: { image: reference-service, port: 8001 }
`;

const docker = throwAwayEngine();
let project: TestProject;
let neighbour: TestProject;
let version = 0;
let neighbourBefore: Readonly<Record<string, string>>;

const edit = () => project.write("environments/shaky.yaml", yaml(`${++version}`));
const up = () => project.bulwark("up", "shaky", "--yes");
const objects = async () => {
  const filters = { label: ["bulwark.environment=shaky"] };
  const containers = await docker.listContainers({ all: true, filters });
  return containers.map(({ Names }) => Names[0]!.replace(/^\/|-[0-9a-f]{8}$/g, "")).sort();
};
/** What a platform consists of that nobody disturbed. */
let whole: readonly string[];

/** Whatever has happened: one more `up` makes all of it good, and touches nobody else's. */
async function expectRepaired(): Promise<void> {
  const outcome = await up();
  if (outcome.code !== 0) process.stderr.write(outcome.stderr.slice(-4000));
  expect(outcome.code).toBe(0);
  expect((await project.succeed("up", "shaky")).stdout).toContain("shaky: no changes");
  expect(await objects()).toEqual(whole);
  expect(await running(docker, "quiet")).toEqual(neighbourBefore);
}

jest.setTimeout(600_000);

beforeAll(async () => {
  [project, neighbour] = [await TestProject.empty(), await TestProject.empty()];
  await neighbour.write("environments/quiet.yaml", NEIGHBOUR);
  await neighbour.succeed("up", "quiet");
  neighbourBefore = await running(docker, "quiet");
  await edit();
});

afterAll(async () => {
  await project.bulwark("down", "shaky", "--volumes", "--yes");
  await neighbour.bulwark("down", "quiet", "--volumes", "--yes");
  await project.remove();
  await neighbour.remove();
});

describe("the very first up", () => {
  it("that is killed in the middle of its apply is finished by the next one", async () => {
    const first = startBulwark(project, "up", "shaky");
    await reached(first, /docker_container\.\S+: Creation complete/);
    await killRun(first);
    const outcome = await up();
    expect(outcome.code).toBe(0);
    whole = await objects();
    expect(whole).toEqual(expect.arrayContaining(["shaky-haproxy", "shaky-items-1", "shaky-postgres"]));
    await expectRepaired();
  });
});

describe("two at once", () => {
  it("are one: the second is refused, by whom and since when", async () => {
    await edit();
    const first = startBulwark(project, "up", "shaky");
    await reached(first, /Installation/);
    const second = await up();
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(
        `'bulwark up' of .+@.+ has been running on environment shaky since .+ \\(process ${first.child.pid}\\)`,
      ),
    );
    expect(await first.ended).toBe(0);
    await expectRepaired();
  });
});

describe("an up that is interrupted", () => {
  it("by Ctrl-C lets Terraform end what it has begun, and says so", async () => {
    await edit();
    const run = startBulwark(project, "up", "shaky");
    await reached(run, /docker_container\.platform_items_1: Creating/);
    run.child.kill("SIGINT");
    expect(await run.ended).toBe(130);
    expect(run.said()).toContain("interrupted; what had begun was ended in order");
    await expectRepaired();
  });

  it.each([
    ["while it looks at the installation", /Installation/],
    ["while it plans", /\[STARTED\] Plan|Plan$/m],
    ["while it makes a container", /docker_container\.platform_items_1: Creating/],
    ["once a container is made", /docker_container\.platform_items_1: Creation complete/],
    ["while it waits for health", /\[STARTED\] Health|Health$/m],
  ])("by kill -9 %s is repaired by the next one", async (_when, words) => {
    await edit();
    const run = startBulwark(project, "up", "shaky");
    await reached(run, words);
    await killRun(run);
    await expectRepaired();
  });
});

describe("an engine that ends", () => {
  it("in the middle of an apply, and is started again, is no harm", async () => {
    await edit();
    const command = engineCommand();
    const run = startBulwark(project, "up", "shaky");
    await reached(run, /docker_container\.platform_items_1: Creating/);
    await stopEngine();
    expect(await run.ended).not.toBe(0);
    await startEngine(docker, command);
    neighbourBefore = await backAgain("quiet");
    await expectRepaired();
  });

  it("with the power has everything back by itself", async () => {
    const command = engineCommand();
    const before = Object.keys(await running(docker, "shaky"));
    await cutPower();
    await startEngine(docker, command);
    expect(Object.keys(await backAgain("shaky"))).toEqual(before);
    neighbourBefore = await backAgain("quiet");
    await expectRepaired();
  });
});

/** What runs once all of an environment is healthy; nobody has helped. */
async function backAgain(environment: string): Promise<Readonly<Record<string, string>>> {
  const filters = { label: [`bulwark.environment=${environment}`, "bulwark.kind=service"] };
  for (;;) {
    const states = (await docker.listContainers({ all: true, filters })).map(({ Status }) => Status);
    if (states.every((state) => state.includes("(healthy)"))) return running(docker, environment);
    await pause(200);
  }
}

describe("another installation of the same name", () => {
  let other: TestProject;

  beforeAll(async () => {
    other = await TestProject.empty();
    await other.write("environments/shaky.yaml", yaml("somebody-elses"));
  });
  afterAll(() => other.remove());

  it.each(["up", "down"])("is refused by '%s', which names whose it is", async (verb) => {
    const before = await running(docker, "shaky");
    const { code, stderr } = await other.bulwark(verb, "shaky", "--yes", ...(verb === "down" ? ["--volumes"] : []));
    expect(code).toBe(1);
    expect(stderr).toContain("environment shaky of this Docker host belongs to another installation");
    expect(stderr).toContain(project.folder);
    expect(await running(docker, "shaky")).toEqual(before);
  });

  it("takes over when it is told to, with the data", async () => {
    const volumes = async () =>
      (await docker.listVolumes()).Volumes.map(({ Name }) => Name).filter((name) => name.endsWith("data"));
    const before = await volumes();
    await other.succeed("up", "shaky", "--yes", "--adopt");
    expect(await volumes()).toEqual(before);
    expect((await up()).stderr).toContain("belongs to another installation");
    await project.succeed("up", "shaky", "--yes", "--adopt");
    await expectRepaired();
  });

  it("is not guessed when nobody has claimed the name: what is there is named, and stays", async () => {
    await rm("/var/lib/bulwark/shaky/installation.json");
    const { code, stderr } = await other.bulwark("up", "shaky", "--yes");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /objects of environment shaky that this state does not know; nothing was changed:\n {2}- container /,
    );
    await expectRepaired();
    expect(existsSync("/var/lib/bulwark/shaky/installation.json")).toBe(true);
  });
});
