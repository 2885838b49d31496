import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { KEYS, Emulator } from "../support/aws/emulator";
import { BUCKET, CRASHING, KEY, MOVED, s3Project, setLayer, setState, SLOW, version } from "../support/aws/s3-project";
import { inWords, StateBucket, type StoredLock, type StoredState } from "../support/aws/state-bucket";
import { throwAwayEngine } from "../support/engine/engine";
import { filePlaces } from "../support/leaks/file-places";
import { searchLeaks } from "../support/leaks/search";
import { killRun, reached, startBulwark, type Run } from "../support/platform/interrupted";
import { changesOf, planOf } from "../support/platform/plan-json";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { secretValues } from "../support/platform/secret-values";

const docker = throwAwayEngine();
let emulator: Emulator;
let bucket: StateBucket;
/** Two machines, as far as Terraform can tell: they share a bucket, and nothing else. */
let mine: TestProject;
let theirs: TestProject;

const up = (project: TestProject) => project.bulwark("up", "local-s3", "--yes");
const deployed = async (project: TestProject, ...options: readonly string[]) =>
  (await project.succeed("up", "local-s3", ...options)).stdout;
const unlock = (project: TestProject, ...options: readonly string[]) =>
  project.bulwark("state", "local-s3", "unlock", ...options);
const namesIn = (state?: StoredState) => state?.resources.map(({ name }) => name);
const containers = () => running(docker, "local-s3");

jest.setTimeout(400_000);

beforeAll(async () => {
  emulator = await Emulator.start();
  Object.assign(process.env, emulator.variables);
  bucket = await StateBucket.make(emulator, BUCKET);
  [mine, theirs] = [await s3Project(), await s3Project()];
});

afterAll(async () => {
  await theirs?.bulwark("down", "local-s3", "--volumes", "--yes");
  await Promise.all([mine?.remove(), theirs?.remove()]);
  bucket?.close();
  await emulator?.stop();
});

describe("before there is a state", () => {
  it("a machine without credentials is told what it lacks", async () => {
    const without = Object.keys(KEYS).flatMap((name) => ["-u", name]);
    const { code, stderr } = await mine.run("env", [
      ...without,
      process.execPath,
      TestProject.program,
      "up",
      "local-s3",
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain(`the state lies in the bucket ${BUCKET}, and this machine has no credentials for it`);
  });

  it("a bucket that is not there is named", async () => {
    await setState(mine, BUCKET, "no-such-bucket");
    const { code, stderr } = await up(mine);
    await setState(mine, "no-such-bucket", BUCKET);
    expect(code).toBe(3);
    expect(stderr).toContain("there is no bucket no-such-bucket, which the state is to lie in");
  });

  it("there is nothing in the bucket, and nothing runs", async () => {
    expect(await bucket.keys()).toEqual([]);
    expect(await containers()).toEqual({});
  });
});

describe("an environment whose state lies in S3", () => {
  it("is deployed, and a second up finds nothing to change", async () => {
    expect(await deployed(mine, "--yes")).toContain("local-s3: applied");
    expect(Object.keys(await containers())).toEqual(["haproxy", "items/1"]);
    expect(await deployed(mine, "--yes")).toContain("local-s3: no changes");
  });

  it("has its state in the bucket, with versions, and free", async () => {
    const state = await bucket.state(KEY);
    expect(namesIn(state)).toContain("platform_items_1");
    const history = await bucket.history(KEY);
    expect(history[0]?.resources).toEqual([]);
    expect(history.at(-1)).toEqual(state);
    expect(await bucket.lock(KEY)).toBeUndefined();
    expect(await bucket.keys()).toEqual([KEY, `${KEY}.tflock`]);
  });

  it("asks for encryption, which the bucket does not give by itself", async () => {
    await bucket.put("control", "");
    expect(await bucket.encryption("control")).toBeUndefined();
    expect(await bucket.encryption(KEY)).toBe("AES256");
  });

  it("has no secret in any version, nor credentials in the project", async () => {
    const secrets = secretValues("local-s3");
    expect(secrets.map(({ name }) => name)).toContain("way-in-token");
    expect(await searchLeaks({ secrets, places: bucket.places() })).toEqual([]);
    const key = [{ name: "key of AWS", value: KEYS.AWS_SECRET_ACCESS_KEY }];
    expect(await searchLeaks({ secrets: key, places: filePlaces(mine.folder) })).toEqual([]);
    const control = [{ name: "control", value: "platform_items_1" }];
    expect(await searchLeaks({ secrets: control, places: bucket.places() })).not.toEqual([]);
    expect(await searchLeaks({ secrets: control, places: filePlaces(mine.folder) })).not.toEqual([]);
  });

  it("is the same installation on another machine, by the lineage of the state", async () => {
    const claim = JSON.parse(readFileSync("/var/lib/bulwark/local-s3/installation.json", "utf8")) as object;
    expect(claim).toMatchObject({ installation: (await bucket.state(KEY))!.lineage });
    expect(await deployed(theirs, "--yes")).toContain("local-s3: no changes");
  });

  it("is another installation's for one with another state", async () => {
    const other = await s3Project("elsewhere.tfstate");
    const { code, stderr } = await up(other);
    await other.remove();
    expect(code).toBe(1);
    expect(stderr).toContain("environment local-s3 of this Docker host belongs to another installation");
    expect(await bucket.state("elsewhere.tfstate")).toBeUndefined();
  });

  it("is found by the setting 'endpoint' as well, for a service that is not AWS", async () => {
    const other = await s3Project();
    await setState(other, `bucket: ${BUCKET}`, `bucket: ${BUCKET}\n    endpoint: ${emulator.url}`);
    delete process.env.AWS_ENDPOINT_URL;
    const changes = await planOf(other, "local-s3")
      .then(changesOf)
      .finally(() => Object.assign(process.env, emulator.variables));
    await other.remove();
    expect(changes).toEqual([]);
  });
});

describe("two at once, from two machines", () => {
  let run: Run;
  let held: StoredLock;

  beforeAll(async () => {
    for (const one of [mine, theirs]) await setLayer(one, version("slow"), SLOW);
    run = startBulwark(mine, "up", "local-s3", "--yes");
    await reached(run, /docker_container\.\S*migrate\S*: Creating/);
    while (!("items/job-migrate" in (await containers()))) await pause(50);
    held = (await bucket.lock(KEY))!;
  });

  async function expectRefused(): Promise<void> {
    const before = await containers();
    const { code, stderr } = await up(theirs);
    expect(code).toBe(1);
    expect(stderr).toContain(inWords(held));
    expect(stderr).toContain("npx bulwark state local-s3 unlock");
    expect(await containers()).toEqual(before);
    expect(await bucket.lock(KEY)).toEqual(held);
  }

  it("the second is refused, by whom and since when", async () => {
    expect(held.Operation).toBe("OperationTypeApply");
    await expectRefused();
    expect(run.child.exitCode).toBeNull();
  });

  it("the first cannot be unlocked on its own machine while it is alive", async () => {
    const { code, stderr } = await unlock(mine, "--yes");
    expect(code).toBe(1);
    expect(stderr).toContain(`(process ${run.child.pid})`);
    expect(await bucket.lock(KEY)).toEqual(held);
  });

  it("the second is refused in the same words when the first was killed, with what to type", async () => {
    await killRun(run);
    await expectRefused();
  });

  it("the lock of the dead one is taken away when somebody says so, and not before", async () => {
    const asked = await unlock(theirs);
    expect(asked.code).toBe(1);
    expect(asked.stderr).toContain(`the state of local-s3 is held by ${held.Who} since`);
    expect(await bucket.lock(KEY)).toEqual(held);
    expect((await unlock(theirs, "--yes")).stdout).toContain(`took away the lock of ${held.Who}`);
    expect(await bucket.lock(KEY)).toBeUndefined();
    expect((await unlock(theirs)).stdout).toContain("local-s3: nobody holds the state");
  });

  it("what the dead one left is made good, from the other machine too", async () => {
    await setLayer(theirs, version("second"));
    const stdout = await deployed(theirs, "--yes");
    expect(stdout).toMatch(/removed container local-s3-items-\S*migrate\S*: an interrupted run left it/);
    await setLayer(mine, version("second"));
    expect(await deployed(mine, "--yes")).toContain("local-s3: no changes");
  });
});

describe("a roll that fails", () => {
  it("is undone in the bucket, so that a revert changes nothing", async () => {
    const before = await containers();
    await setLayer(mine, ...CRASHING);
    const { code, stderr } = await up(mine);
    expect(code).toBe(1);
    expect(stderr).toContain("platform_items_1: the generation before serves on");
    const items = (await bucket.state(KEY))!.resources.find(({ name }) => name === "platform_items_1");
    expect(items?.instances).toEqual([expect.not.objectContaining({ status: "tainted" })]);
    expect(items?.instances[0]?.deposed).toBeUndefined();
    expect(await deployed(theirs, "--yes")).toContain("local-s3: no changes");
    expect(await containers()).toEqual(before);
  });

  it("is not needed for a rollback, which the other machine can do", async () => {
    const { stdout } = await theirs.succeed("rollback", "local-s3", "items");
    expect(stdout).toContain('platform.layers.items.env.SERVICE_VERSION: "second" → "first"');
  });
});

describe("a state that is to lie elsewhere", () => {
  it("is not begun anew: up says how it is taken along, and that works", async () => {
    await setLayer(theirs, version("first"));
    await setState(theirs, KEY, MOVED);
    const { code, stderr } = await up(theirs);
    expect(code).toBe(1);
    expect(await bucket.state(MOVED)).toBeUndefined();
    const [, line = ""] = /^ {2}(eval .+)$/m.exec(stderr) ?? [];
    const bulwark = `${process.execPath} ${TestProject.program}`;
    expect(await theirs.run("sh", ["-c", line.replace("npx bulwark", bulwark)])).toMatchObject({ code: 0 });
    const before = await containers();
    expect(await deployed(theirs, "--adopt")).toContain("local-s3: no changes");
    expect(await containers()).toEqual(before);
  });

  it("is the one that counts: who still has the old one is another installation", async () => {
    expect((await up(mine)).stderr).toContain("belongs to another installation");
    expect((await bucket.state(MOVED))?.resources).toEqual((await bucket.state(KEY))?.resources);
  });
});

describe("down", () => {
  it("empties the state and leaves its history, from which it could be had again", async () => {
    const { lineage, serial } = (await bucket.state(MOVED))!;
    await theirs.succeed("down", "local-s3", "--volumes", "--yes");
    expect(await bucket.state(MOVED)).toMatchObject({ lineage, resources: [] });
    expect(await bucket.lock(MOVED)).toBeUndefined();
    const before = (await bucket.history(MOVED)).find((one) => one.serial === serial);
    expect(namesIn(before)).toContain("platform_items_1");
    expect(await containers()).toEqual({});
  });
});

it("a state on disk has no lock that outlives its holder, and none to take away", async () => {
  const { code, stderr } = await mine.bulwark("state", "local", "unlock", "--yes");
  expect(code).toBe(2);
  expect(stderr).toContain("the state of local lies on this machine");
});
