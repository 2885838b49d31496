import { readFileSync } from "node:fs";
import { connect } from "node:http2";
import { createServer, type Server } from "node:net";
import { connect as tlsConnect, type SecureVersion } from "node:tls";
import { statusSchema } from "../../operations/status";
import { throwAwayEngine } from "../support/engine/engine";
import { runningContainers, type RunningContainer } from "../support/kernel/container";
import { readLimits } from "../support/kernel/container-limits";
import { limitDifferences, processDifferences, writeDifferences } from "../support/kernel/expected";
import { readProcesses } from "../support/kernel/processes";
import { attemptRootWrites } from "../support/kernel/write-attempts";
import { filePlaces } from "../support/leaks/file-places";
import { enginePlaces } from "../support/leaks/engine-places";
import { processPlaces } from "../support/leaks/process-places";
import { searchLeaks, type Place } from "../support/leaks/search";
import { textPlace } from "../support/leaks/file-places";
import { declaredEdges, LOCAL, shortName } from "../support/platform/declared-local";
import { TestProject } from "../support/platform/project";
import { secretValues } from "../support/platform/secret-values";
import { bearer, WayInClient } from "../support/platform/way-in";
import { HOST, reachMatrix } from "../support/reach/matrix";
import { openOutside } from "../support/reach/outside";
import { printReach } from "../support/reach/print";
import { publishedDifferences, publishedPorts } from "../support/reach/published";
import { reachDifferences } from "../support/reach/expected";
import { footprint, footprintChanges, type Footprint } from "../support/footprint/footprint";

const docker = throwAwayEngine();
const said: string[] = [];
let project: TestProject;
let before: Footprint;
let containers: readonly RunningContainer[];
let wayIn: WayInClient;
let token: string;

const nameOf = ({ labels }: RunningContainer) => shortName(labels["bulwark.path"] ?? "");
const declared = (container: RunningContainer) => LOCAL[nameOf(container)]!;
const caFile = () => project.path(".bulwark", "local", "ca.pem");
const machine = () => footprint({ docker, folders: ["/var/lib/bulwark"] });

async function bulwark(...args: readonly string[]) {
  const outcome = await project.succeed(...args);
  said.push(outcome.stdout, outcome.stderr);
  return outcome;
}

beforeAll(async () => {
  project = await TestProject.withOwnEnvironments();
  before = await machine();
  await bulwark("up", "local", "--images", "debian");
  containers = await runningContainers(docker, "bulwark.environment=local");
  wayIn = new WayInClient(caFile());
  token = secretValues("local").find(({ name }) => name === "way-in-token")!.value;
}, 600_000);

afterAll(() => project.remove());

describe("bulwark up local", () => {
  it("runs every declared container, and no other", () => {
    expect(containers.map(nameOf).sort()).toEqual(Object.keys(LOCAL).sort());
  });

  it("ends with everything healthy, and status agrees", async () => {
    const { stdout } = await bulwark("status", "local", "--format", "json");
    expect(statusSchema.parse(JSON.parse(stdout)).healthy).toBe(true);
  });

  it("counts the protections of every container in one line", () => {
    expect(said.join("\n")).toMatch(
      /12 containers: 12 non-root, 12 read-only root, 12 no capabilities, .*12 process limits/,
    );
  });

  it("changes nothing in a second run", async () => {
    const { stdout } = await bulwark("up", "local");
    expect(stdout).toContain("local: no changes");
    const now = await runningContainers(docker, "bulwark.environment=local");
    expect(now.map(({ id, pid }) => [id, pid])).toEqual(containers.map(({ id, pid }) => [id, pid]));
  }, 120_000);
});

describe("every process of every container", () => {
  it("runs as the declared user without capabilities, new privileges or a way around seccomp", async () => {
    const processes = await Promise.all(containers.map(readProcesses));
    const differences = containers.flatMap((container, index) => {
      const { uid, writable = [] } = declared(container);
      return processes[index]!.flatMap((process) => processDifferences(process, { uid, gid: uid, writable }));
    });
    expect(differences).toEqual([]);
    expect(processes.every((list) => list.length > 0)).toBe(true);
  });

  it("cannot write to its root file system", async () => {
    const processes = (await Promise.all(containers.map(readProcesses))).flat();
    const names = containers.map(({ name }) => name);
    expect(writeDifferences(await attemptRootWrites(processes), names)).toEqual([]);
  });

  it("lives within the declared limits of memory, swap, CPU, processes, files and core dumps", () => {
    const differences = containers.flatMap((container) => {
      const { memoryMiB, cpus, processes } = declared(container);
      const expected = { memoryBytes: memoryMiB * 1024 * 1024, cpus, processes, openFiles: 16_384 };
      return limitDifferences(nameOf(container), readLimits(container), expected);
    });
    expect(differences).toEqual([]);
  });
});

describe("who reaches whom", () => {
  let hostListener: Server;

  beforeAll(() => {
    hostListener = createServer((socket) => socket.on("error", () => undefined).end());
    return new Promise<void>((resolve) => hostListener.listen(18_999, "0.0.0.0", resolve));
  });

  afterAll(() => new Promise((resolve) => hostListener.close(resolve)));

  it("publishes nothing but the way in, on the declared address", async () => {
    const expected = [8080, 8443].map((port) => ({ address: "127.0.0.1", port }));
    expect(publishedDifferences(await publishedPorts(docker), expected)).toEqual([]);
  });

  it("is what the networks of the design allow, ports of the host included", async () => {
    const outside = await openOutside();
    const matrix = await reachMatrix({ containers, outside, nameOf });
    await outside.close();
    process.stderr.write(`${printReach(matrix)}\n`);
    // `internal` does not close the host: a listener on all its addresses is reached by everyone.
    const toHost = containers.map((one) => ({ from: nameOf(one), to: HOST, ports: [18_999] }));
    expect(reachDifferences(matrix, { edges: [...declaredEdges(), ...toHost], outward: ["haproxy"] })).toEqual([]);
  }, 120_000);
});

describe("the way in", () => {
  it.each(["/api/items/v1/items", "/api", "/api/%zz", "/api/../api/x", "/v1/services", "/api//"])(
    "answers %s without a token by 401 and JSON",
    async (path) => {
      const { status, body, headers } = await wayIn.ask(path);
      expect(status).toBe(401);
      expect(JSON.parse(body)).toMatchObject({ error: "unauthorized" });
      expect(headers["x-content-type-options"]).toBe("nosniff");
    },
  );

  it.each([
    ["a wrong token", "Bearer wrong"],
    ["an empty token", "Bearer "],
    ["a password", "Basic b3BlcmF0b3I6"],
    ["nonsense", "nonsense"],
    ["a very long token", `Bearer ${"x".repeat(4000)}`],
  ])("refuses %s as credentials", async (_what, authorization) => {
    expect((await wayIn.ask("/api/items/v1/items", { headers: { authorization } })).status).toBe(401);
  });

  it("speaks HTTP/2, and nothing older than TLS 1.2", async () => {
    const session = connect("https://127.0.0.1:8443", { ca: readFileSync(caFile()) });
    const [stream] = [session.request({ ":path": "/v1/services" })];
    const status = await new Promise((resolve) => stream.on("response", (headers) => resolve(headers[":status"])));
    session.close();
    expect(status).toBe(401);
    await expect(tlsVersion("TLSv1.1")).rejects.toThrow();
    await expect(tlsVersion("TLSv1.2")).resolves.toBe("TLSv1.2");
  });

  it("takes a row through the gateway into Postgres, and counts it", async () => {
    const headers = { ...bearer(token), "content-type": "application/json" };
    const made = await wayIn.ask("/api/items/v1/items", { method: "POST", headers, body: '{"name":"first"}' });
    expect(made.status).toBe(201);
    const counted = await wayIn.ask("/api/items/v1/items/count", { headers });
    expect(JSON.parse(counted.body)).toMatchObject({ count: 1 });
  });

  it("takes a value through the gateway into Redis, and back", async () => {
    const headers = { ...bearer(token), "content-type": "application/json" };
    const path = "/api/sessions/v1/cache/colour";
    expect((await wayIn.ask(path, { method: "PUT", headers, body: '{"value":"blue"}' })).status).toBeLessThan(300);
    expect((await wayIn.ask(path, { headers })).body).toContain("blue");
  });

  it("lists every service of every layer with its live state", async () => {
    const { body } = await wayIn.ask("/v1/services", { headers: bearer(token) });
    const { services } = JSON.parse(body) as { services: { service: string; state: string }[] };
    expect(services.map(({ service, state }) => `${service} ${state}`).sort()).toEqual([
      "gateway up",
      "hub up",
      "items up",
      "sessions up",
    ]);
  });

  it("asks for a password before it shows Prometheus, which reads every target", async () => {
    expect((await wayIn.ask("/prometheus/")).status).toBe(401);
    const password = secretValues("local").find(({ name }) => name === "way-in-password")!.value;
    const authorization = `Basic ${Buffer.from(`operator:${password}`).toString("base64")}`;
    const exporters = ["node-exporter", "postgres-exporter", "redis-exporter"];
    const wanted = ["gateway", "haproxy", "hub", "items", "items", "prometheus", "sessions", ...exporters].sort();
    await expect(upTargets(authorization)).resolves.toEqual(wanted);
  }, 120_000);

  function tlsVersion(version: SecureVersion): Promise<string | null> {
    return new Promise((resolve, reject) => {
      const options = {
        port: 8443,
        host: "127.0.0.1",
        ca: readFileSync(caFile()),
        minVersion: "TLSv1" as const,
        maxVersion: version,
      };
      // OpenSSL refuses old versions by itself at its default level.
      const socket = tlsConnect({ ...options, ciphers: "DEFAULT@SECLEVEL=0" }, () =>
        resolve(socket.end().getProtocol()),
      );
      socket.on("error", reject);
    });
  }

  /** Prometheus scrapes every 15 s, so a target that is well may not have been read yet. */
  async function upTargets(authorization: string): Promise<readonly string[]> {
    for (let tries = 0; ; tries += 1) {
      const { body } = await wayIn.ask("/prometheus/api/v1/targets?state=active", { headers: { authorization } });
      const { data } = JSON.parse(body) as { data: { activeTargets: { health: string; labels: { job: string } }[] } };
      const up = data.activeTargets.filter(({ health }) => health === "up").map(({ labels }) => labels.job);
      if (up.length >= 10 || tries >= 60) return up.sort();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
});

describe("no secret", () => {
  async function* places(): AsyncGenerator<Place> {
    yield* filePlaces(project.folder);
    yield* enginePlaces(docker);
    yield* processPlaces();
    yield textPlace("what the commands said", said.join("\n"));
  }

  it("is found in files, plans, state, inspection, environments, process lists, logs or output", async () => {
    await bulwark("plan", "local", "--json", project.path("plan.json"));
    expect(await searchLeaks({ secrets: secretValues("local"), places: places() })).toEqual([]);
  }, 120_000);

  it("would be overlooked: one that is written down is found", async () => {
    await project.write("notes.txt", `the token is ${Buffer.from(token).toString("base64")}`);
    const leaks = await searchLeaks({ secrets: secretValues("local"), places: places() });
    expect(leaks).toEqual([
      {
        secret: "way-in-token",
        encoding: expect.stringContaining("base64"),
        place: expect.stringContaining("notes.txt") as string,
      },
    ]);
  }, 120_000);
});

describe("bulwark down local", () => {
  it("leaves only data volumes and secrets", async () => {
    await bulwark("down", "local");
    const changes = footprintChanges(before, await machine()).filter(
      ({ kind }) => kind !== "images" && kind !== "files",
    );
    expect(changes.map(({ kind, change, what }) => [kind, change, what.split(" ")[0]])).toEqual([
      ["volumes", "added", "local-postgres-data"],
      ["volumes", "added", "local-prometheus-data"],
    ]);
  }, 180_000);

  it("finds its rows again when it comes back", async () => {
    await bulwark("up", "local");
    const { body } = await wayIn.ask("/api/items/v1/items/count", { headers: bearer(token) });
    expect(JSON.parse(body)).toMatchObject({ count: 1 });
  }, 300_000);

  it("leaves nothing at all with --volumes", async () => {
    await bulwark("down", "local", "--volumes", "--yes");
    const changes = footprintChanges(before, await machine()).filter(({ kind }) => kind !== "images");
    expect(changes).toEqual([]);
  }, 180_000);
});
