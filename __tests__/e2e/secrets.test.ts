import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { get, createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EMPTY_IMAGE } from "../../operations/engine/empty-image";
import { HOLDER_LABELS } from "../../operations/engine/holder-leftovers";
import { apply, pending } from "../../operations/secrets/apply";
import { check } from "../../operations/secrets/check";
import { init } from "../../operations/secrets/init";
import { pathOnHost, readSecret } from "../../operations/secrets/read";
import { removeSecrets } from "../../operations/secrets/remove";
import { rotate } from "../../operations/secrets/rotate";
import { StepAction, type Step } from "../../operations/secrets/steps";
import { throwAwayEngine } from "../support/engine/engine";
import { importShellImage } from "../support/secrets/shell-image";
import { MANIFEST, removeSmallPlatform, startSmallPlatform } from "../support/secrets/small-platform";

/** Read by this process, not through the engine that wrote them. */
const FOLDER = "/var/lib/bulwark/trial/secrets";
const onDisk = (path: string): string => readFileSync(join(FOLDER, path), "utf8");
const owned = (path: string): string => {
  const { mode, uid, gid } = statSync(join(FOLDER, path));
  return `${(mode & 0o7777).toString(8)} ${uid}:${gid}`;
};
const words = ({ action, container }: Step): string => `${action} ${container}`;

const docker = throwAwayEngine();
const projectFolder = mkdtempSync(join(tmpdir(), "project-"));
const options = { projectFolder };

const initialized = () => init(docker, MANIFEST, options);
const checked = async () =>
  (await check(docker, MANIFEST, options)).problems.map(({ subject, problem }) => `${subject} ${problem}`);
const states = async () => [...new Set((await initialized()).secrets.map(({ state }) => state))];
const holders = async () => docker.listContainers({ all: true, filters: { label: ["bulwark.kind=holder"] } });
const inspected = async () => JSON.stringify(await docker.getContainer("trial-api-1").inspect());

jest.setTimeout(120_000);
beforeAll(() => importShellImage(docker));
afterEach(async () => {
  await removeSmallPlatform(docker);
  await removeSecrets(docker, MANIFEST);
});
afterAll(() => rmSync(projectFolder, { recursive: true }));

describe("check on a host without secrets", () => {
  it("finds every copy missing and leaves the host as it is", async () => {
    const { exitCode, problems } = await check(docker, MANIFEST, options);
    expect(exitCode).toBe(1);
    expect(problems.map(({ subject }) => subject)).toContain(`${FOLDER}/10001/server-api`);
    expect(existsSync("/var/lib/bulwark")).toBe(false);
  });
});

describe("init", () => {
  it("makes files that their users alone can read, in folders for root", async () => {
    await initialized();
    expect(["70/server-api", "10001/server-api", "99/way-in-certificate", "0/ca-key"].map(owned)).toEqual([
      "400 70:70",
      "400 10001:10001",
      "400 99:99",
      "400 0:0",
    ]);
    expect(["", "70", "../..", ".."].map(owned)).toEqual(["700 0:0", "700 0:0", "711 0:0", "711 0:0"]);
  });

  it("gives all readers of a password the same value, and a userlist the operator's", async () => {
    await initialized();
    expect(onDisk("70/server-api")).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(onDisk("10001/server-api")).toBe(onDisk("70/server-api"));
    expect(onDisk("99/way-in-operators")).toContain(`insecure-password ${onDisk("0/way-in-password")}\n`);
  });

  it("satisfies check, and changes nothing when it runs again", async () => {
    await initialized();
    const before = ["70/server-api", "99/way-in-certificate", "0/ca"].map((path) => statSync(join(FOLDER, path)).ino);
    expect(await states()).toEqual(["present"]);
    expect(await checked()).toEqual([]);
    expect(["70/server-api", "99/way-in-certificate", "0/ca"].map((path) => statSync(join(FOLDER, path)).ino)).toEqual(
      before,
    );
  });

  it("leaves no container behind, also those of a run that was killed", async () => {
    const run = HOLDER_LABELS["bulwark.run"]!.replace(/\d+$/, `${spawnSync("true").pid}`);
    await initialized();
    await docker.createContainer({
      name: "bulwark-holder",
      Image: EMPTY_IMAGE,
      Cmd: ["x"],
      Labels: { ...HOLDER_LABELS, "bulwark.run": run },
    });
    expect(await states()).toEqual(["present"]);
    expect(await holders()).toEqual([]);
  });

  it("makes one value when two runs start at once", async () => {
    await Promise.all([initialized(), initialized()]);
    expect(await checked()).toEqual([]);
  });

  it("keeps what an operator planted", async () => {
    await initialized();
    for (const uid of ["70", "10001"]) {
      unlinkSync(join(FOLDER, uid, "server-api"));
      writeFileSync(join(FOLDER, uid, "server-api"), "planted", { mode: 0o400 });
      chownSync(join(FOLDER, uid, "server-api"), Number(uid), Number(uid));
    }
    expect(await states()).toEqual(["present"]);
    expect((await readSecret(docker, "trial", "server-api"))?.toString()).toBe("planted");
  });

  it("repairs a loose mode, a wrong owner and an open folder, each of which check names", async () => {
    await initialized();
    chmodSync(join(FOLDER, "70/server-root"), 0o644);
    chownSync(join(FOLDER, "99/way-in-operators"), 0, 0);
    chmodSync(join(FOLDER, "70"), 0o755);
    expect(await checked()).toEqual([
      `${FOLDER}/70 mode was 0755, must be 0700`,
      `${FOLDER}/70/server-root mode was 0644, must be 0400`,
      `${FOLDER}/99/way-in-operators owner was 0:0, must be 99:99`,
    ]);
    expect((await initialized()).folders.map(({ path }) => path)).toEqual([`${FOLDER}/70`]);
    expect(await checked()).toEqual([]);
  });
});

describe("the certificate", () => {
  const fetched = (port: number, ca: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get({ port, host: "localhost", ca, agent: false }, (answer) => resolve(answer.resume().statusCode)).on(
        "error",
        reject,
      );
    });

  it("is trusted by a client that has the exported CA, and by no other", async () => {
    const { caFile } = await initialized();
    const pem = onDisk("99/way-in-certificate");
    const server = createServer({ cert: pem, key: pem }, (_request, response) => response.end()).listen(0, "localhost");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    expect(caFile).toBe(join(projectFolder, ".bulwark/trial/ca.pem"));
    expect(await fetched(port, readFileSync(caFile!, "utf8"))).toBe(200);
    await rotate(docker, MANIFEST, { ...options, names: ["ca"] });
    await expect(fetched(port, readFileSync(caFile!, "utf8"))).rejects.toThrow("certificate");
    server.close();
  });
});

describe("a running platform", () => {
  beforeEach(async () => {
    await initialized();
    await startSmallPlatform(docker);
  });

  it("has nothing pending", async () => expect(await pending(docker, MANIFEST)).toEqual([]));

  it("gets new passwords in an order in which nobody is refused", async () => {
    const before = onDisk("10001/server-api");
    const { pending: steps } = await rotate(docker, MANIFEST, { ...options, names: ["server-api"] });
    expect(steps.map(words)).toEqual([
      "run job again trial-server-job-accept",
      "restart trial-api-1",
      "restart trial-api-2",
    ]);
    await apply(docker, steps);
    expect(onDisk("10001/server-api")).not.toBe(before);
    expect(await checked()).toEqual([]);
  });

  it("would be refused in any other order", async () => {
    const { pending: steps } = await rotate(docker, MANIFEST, { ...options, names: ["server-api"] });
    const users = steps.filter(({ action }) => action === StepAction.RESTART);
    await expect(apply(docker, users)).rejects.toThrow("trial-api-1 ended with exit code 1 right after its restart");
  });

  it("has what an interrupted rotation left over found by the next run", async () => {
    const { pending: steps } = await rotate(docker, MANIFEST, { ...options, names: ["server-api"] });
    await apply(docker, steps.slice(0, 2));
    expect(await checked()).toEqual(["trial-api-2 still uses what server-api held before"]);
    expect((await pending(docker, MANIFEST)).map(words)).toEqual(["restart trial-api-2"]);
  });

  it("gets every generated secret anew when no name is given, but keeps its CA", async () => {
    const before = ["70/server-api", "70/server-root", "99/way-in-certificate", "0/way-in-password", "0/ca"].map(
      onDisk,
    );
    await apply(docker, (await rotate(docker, MANIFEST, options)).pending);
    const after = ["70/server-api", "70/server-root", "99/way-in-certificate", "0/way-in-password", "0/ca"].map(onDisk);
    expect(after.map((value, index) => value === before[index])).toEqual([false, false, false, false, true]);
    expect(await checked()).toEqual([]);
  });

  it("recovers from a deleted secret: made anew, said, and taught to the server that keeps data", async () => {
    for (const uid of ["70", "10001"]) unlinkSync(join(FOLDER, uid, "server-api"));
    const { notes, pending: steps } = await initialized();
    expect(notes[0]).toContain("server-api were missing and have new values. What is stored in trial-server-data");
    expect(steps.map(words)[0]).toBe("run job again trial-server-job-accept");
    await apply(docker, steps);
    expect(await checked()).toEqual([]);
  });

  it("names the job that failed and where its log is, without a value", async () => {
    const { pending: steps } = await rotate(docker, MANIFEST, { ...options, names: ["server-api"] });
    rmSync(join(FOLDER, "70/server-api"));
    const failure = apply(docker, steps);
    await expect(failure).rejects.toMatchObject({ exitCode: 4 });
    await expect(failure).rejects.toThrow("refused to start the job trial-server-job-accept");
    await expect(failure).rejects.not.toThrow(onDisk("10001/server-api"));
  });

  it("shows no value in what the engine tells of a container, nor in any report", async () => {
    const reports = [
      await initialized(),
      await rotate(docker, MANIFEST, options),
      await check(docker, MANIFEST, options),
    ];
    const told = JSON.stringify(reports) + (await inspected());
    for (const path of ["70/server-api", "70/server-root", "0/way-in-password"])
      expect(told).not.toContain(onDisk(path));
    expect(told).toContain(pathOnHost(MANIFEST, "server-api")!.replace("/70/", "/10001/"));
  });
});

describe("removeSecrets", () => {
  it("leaves nothing on the host", async () => {
    await initialized();
    expect(await removeSecrets(docker, MANIFEST)).toEqual({ left: undefined });
    expect(existsSync("/var/lib/bulwark")).toBe(false);
    expect(await docker.listImages({ filters: { reference: ["bulwark/empty"] } })).toEqual([]);
  });

  it("keeps other environments", async () => {
    await initialized();
    await init(docker, { ...MANIFEST, environment: "other" }, options);
    await removeSecrets(docker, MANIFEST);
    expect(await check(docker, { ...MANIFEST, environment: "other" }, options)).toMatchObject({ exitCode: 0 });
    await removeSecrets(docker, { ...MANIFEST, environment: "other" });
  });

  it("destroys the values also where no image has a program to remove files with", async () => {
    await initialized();
    expect(await removeSecrets(docker, { ...MANIFEST, containers: [] })).toEqual({ left: "/var/lib/bulwark/trial" });
    expect(statSync(FOLDER)).toMatchObject({ size: 0 });
  });
});
