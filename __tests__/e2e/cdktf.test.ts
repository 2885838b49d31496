import { readdirSync, writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { hardeningSummary } from "../../evidence/hardening";
import { throwAwayEngine } from "../support/engine/engine";
import { footprint, footprintChanges, type Footprint } from "../support/footprint/footprint";
import { eventually } from "../support/images/hardened";
import { Clone } from "../support/platform/clone";
import { running } from "../support/platform/running";

const docker = throwAwayEngine();
/** What a user types who has Terraform's own tools in the hand, evaluated once as in a shell that stays open. */
const WITH_ENV = 'eval "$(cat .bulwark/env.sh)" &&';
let clone: Clone;
let before: Footprint;
let deployed: Readonly<Record<string, string>>;

const machine = () => footprint({ docker, folders: ["/var/lib/bulwark"] });
const kept = (changes: ReturnType<typeof footprintChanges>) =>
  changes
    .filter(({ kind }) => ["containers", "networks", "volumes"].includes(kind))
    .map(({ what }) => what.split(" ")[0]);

async function succeed(line: string) {
  const outcome = await clone.shell(line);
  if (outcome.code !== 0) process.stderr.write(`${outcome.stdout.slice(-4000)}\n${outcome.stderr.slice(-4000)}\n`);
  expect(outcome.code).toBe(0);
  // cdktf colours what it says, and draws a wheel.
  return { stdout: stripVTControlCharacters(outcome.stdout), stderr: stripVTControlCharacters(outcome.stderr) };
}

const addresses = async () => {
  const { stdout } = await succeed(`${WITH_ENV} terraform -chdir=cdktf.out/stacks/local state list`);
  return stdout.trim().split("\n").sort();
};

jest.setTimeout(600_000);

beforeAll(async () => {
  clone = await Clone.make();
  before = await machine();
});

afterAll(async () => {
  await clone.shell("node scripts/start.js down local --volumes --yes");
  clone.remove();
});

describe("bulwark env local, in a clean clone", () => {
  it("prints nothing but lines that a shell can evaluate, and brings what Terraform does not", async () => {
    expect(readdirSync(clone.folder)).not.toContain("dist");
    const { stdout } = await succeed("node scripts/start.js env local");
    writeFileSync(clone.path(".bulwark", "env.sh"), stdout);
    expect(
      stdout
        .trim()
        .split("\n")
        .filter((line) => !/^export [A-Za-z_]+='.*'$/.test(line)),
    ).toEqual([]);
    expect(stdout).toContain("export TF_IN_AUTOMATION='1'");
    expect(kept(footprintChanges(before, await machine()))).toEqual(["local-postgres-data", "local-prometheus-data"]);
  });
});

describe("cdktf deploy local", () => {
  it("deploys everything, healthy", async () => {
    await succeed(`${WITH_ENV} npx cdktf deploy local --auto-approve`);
    deployed = await running(docker, "local");
    expect(Object.keys(deployed)).toHaveLength(12);
    // Terraform waits for layers alone; a server may still be at its first probe.
    await eventually(async () => (await clone.shell("npx bulwark status local")).code === 0);
  });

  it("has nothing to do the second time", async () => {
    const { stdout } = await succeed(`${WITH_ENV} npx cdktf diff local`);
    expect(stdout).toContain("No changes. Your infrastructure matches the configuration.");
  });

  it("leaves processes unlimited, which the provider cannot, and inspection says so", async () => {
    expect(await hardeningSummary(docker, "local")).toContain("12 CPU limits, 0 of 12 process limits");
  });
});

describe("bulwark up local, on what cdktf deployed", () => {
  it("changes nothing but the limits of processes: the same containers run on", async () => {
    const fromCdktf = await addresses();
    const { stdout, stderr } = await succeed("npx bulwark up local");
    expect(stdout).toContain("local: no changes");
    expect(stdout).toContain("12 CPU limits, 12 process limits");
    expect(stderr).toContain("Process limits: 12 set");
    expect(await running(docker, "local")).toEqual(deployed);
    expect(await addresses()).toEqual(fromCdktf);
  });

  it("would be seen to differ if a container were another one", async () => {
    await docker.getContainer("local-redis").remove({ force: true });
    const { stdout } = await succeed(`${WITH_ENV} npx cdktf diff local`);
    expect(stdout).not.toContain("No changes.");
    expect(stdout).toContain("docker_container.platform_redis");
  });
});

describe("cdktf destroy local", () => {
  it("leaves the data, and what bulwark down --volumes takes away", async () => {
    await succeed(`${WITH_ENV} npx cdktf destroy local --auto-approve`);
    const left = kept(footprintChanges(before, await machine()));
    expect(left).toEqual(expect.arrayContaining(["local-postgres-data", "local-prometheus-data"]));
    expect(left.filter((name) => !name!.startsWith("local-"))).toEqual([]);
    expect(await running(docker, "local")).toEqual({});
    await succeed("npx bulwark down local --volumes --yes");
    expect(footprintChanges(before, await machine()).filter(({ kind }) => kind !== "images")).toEqual([]);
  });
});
