import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { lastLogLines } from "../../operations/platform/log-lines";
import { throwAwayEngine } from "../support/engine/engine";
import { AcmeServer } from "../support/platform/acme-server";
import { KeptConnection, shownFor } from "../support/platform/kept-connection";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";

const docker = throwAwayEngine();
const NAME = "shop.example.com";
const JOB = "acme-haproxy-job-certificate";
let project: TestProject;
let server: AcmeServer;

interface Wanted {
  readonly hosts?: string;
  readonly daysBeforeEnd?: number;
}

async function up({ hosts = NAME, daysBeforeEnd = 30 }: Wanted = {}): Promise<string> {
  await project.write(
    "environments/acme.yaml",
    `target: docker
images: { source: debian }
platform:
  haproxy:
    hosts: [${hosts}]
    acme: { email: ops@example.com, directory: "${AcmeServer.directory}", caFile: ca.pem, daysBeforeEnd: ${daysBeforeEnd} }
`,
  );
  return (await project.succeed("up", "acme", "--yes")).stdout;
}

const health = async () => (await docker.getContainer(JOB).inspect()).State.Health;
const logged = async () => (await project.succeed("logs", "acme", "haproxy/certificate")).stdout;

async function until(what: () => Promise<boolean>, seconds = 90): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await what()) && Date.now() < deadline) await pause(500);
}

/** The health of the job once it knows how the run ended that begins with its container. */
async function lastRun(): Promise<string | undefined> {
  await until(async () => (await lastLogLines(docker, JOB, 1))[0]?.includes("job ended") ?? false);
  const ended = Date.now();
  await until(async () => {
    const { Status, Log } = (await health())!;
    return Status !== "starting" && Date.parse(Log.at(-1)?.Start ?? "") > ended;
  });
  return (await health())?.Status;
}

async function runAgain(): Promise<string | undefined> {
  await docker.getContainer(JOB).restart();
  return lastRun();
}

/** The serial number of what is shown, once it is another one. */
async function serialAfter(serial: string): Promise<string> {
  await until(async () => (await shownFor(NAME)).serialNumber !== serial, 30);
  return (await shownFor(NAME)).serialNumber;
}

jest.setTimeout(300_000);

beforeAll(async () => {
  project = await TestProject.empty();
  server = await AcmeServer.prepare(project.path("environments"));
});

afterAll(async () => {
  await project.bulwark("down", "acme", "--volumes", "--yes");
  await server.close();
  await project.remove();
});

describe("before the ACME server has answered", () => {
  it("the first up ends well, and says that it serves the certificate of the local CA", async () => {
    expect(await up()).toContain("haproxy serves the certificate of the local CA; the ACME server has given none yet");
    const local = await project.read(".bulwark", "acme", "ca.pem");
    expect((await shownFor(NAME, local)).issuer.CN).toBe("local CA of acme");
  });

  it("the job tries, its log says why it failed, and so does its health, after a restart as well", async () => {
    expect(await runAgain()).toBe("unhealthy");
    expect(await logged()).toMatch(/connection refused/);
    expect((await project.bulwark("status", "acme")).stdout).toMatch(
      /haproxy\/certificate +0\/1 +unhealthy +hourly at/,
    );
  });
});

describe("once it answers", () => {
  let first: string;

  it("the next run gets a certificate, which is loaded without a restart or a dropped connection", async () => {
    await server.start();
    const before = await running(docker, "acme");
    const connection = new KeptConnection(NAME);
    const asked = connection.askUntilLast();
    const { serialNumber } = await shownFor(NAME);
    expect(await runAgain()).toBe("healthy");
    first = await serialAfter(serialNumber);
    const answers = await asked;
    connection.close();
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    // Nothing but what said so was ended: the way in closes no connection that somebody may be about to use.
    expect(answers.slice(1).map(({ kept }) => kept)).toEqual(answers.slice(0, -1).map(({ last }) => !last));
    expect(answers.filter(({ last }) => last)).toHaveLength(1);
    expect((await shownFor(NAME, await server.root())).issuer.CN).toMatch(/^Pebble Intermediate CA/);
    expect((await running(docker, "acme")).haproxy).toBe(before.haproxy);
  });

  it("its keys are files of the way in's user alone, and in no log and no state", async () => {
    const { Mountpoint } = await docker.getVolume("acme-haproxy-certificates").inspect();
    const files = readdirSync(Mountpoint, { recursive: true, encoding: "utf8" }).map((name) => join(Mountpoint, name));
    const keys = files.filter((file) => statSync(file).isFile() && readFileSync(file, "utf8").includes("PRIVATE KEY"));
    expect(keys).toHaveLength(3);
    expect(keys.map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(["600", "600", "600"]);
    const secrets = keys.map((file) => readFileSync(file, "utf8").split("PRIVATE KEY-----\n")[1]!.slice(0, 60));
    const told = [await project.read(".bulwark", "acme", "acme.tfstate"), await logged()].join("\n");
    expect(told).toContain("job ended");
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });

  it("a further run renews nothing", async () => {
    expect(await runAgain()).toBe("healthy");
    expect(await logged()).toMatch(/no renewal/);
    await pause(6000);
    expect((await shownFor(NAME)).serialNumber).toBe(first);
  });

  it("what ends too soon is renewed, and loaded", async () => {
    expect(await up({ daysBeforeEnd: 60 })).not.toContain("local CA");
    expect(await lastRun()).toBe("healthy");
    const second = await serialAfter(first);
    expect(second).not.toBe(first);
    await shownFor(NAME, await server.root());
  });
});

describe("an order that is refused", () => {
  const hosts = `${NAME}, www.example.com`;
  let serial: string;

  it("is told in the job's log and health, while the certificate before serves on", async () => {
    ({ serialNumber: serial } = await shownFor(NAME));
    await server.nameLeadsTo("127.0.0.9");
    await up({ hosts });
    expect(await lastRun()).toBe("unhealthy");
    expect(await logged()).toMatch(/urn:ietf:params:acme:error:connection/);
    expect((await shownFor(NAME, await server.root())).serialNumber).toBe(serial);
  });

  it("is made good by the next run", async () => {
    await server.nameLeadsTo("127.0.0.1");
    expect(await runAgain()).toBe("healthy");
    await serialAfter(serial);
    expect((await shownFor("www.example.com", await server.root())).subjectaltname).toContain("DNS:www.example.com");
  });
});
