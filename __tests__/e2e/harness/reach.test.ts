import { createServer, type Server } from "node:net";
import type Docker from "dockerode";
import { throwAwayEngine } from "../../support/engine/engine";
import { type HandmadeOptions, makeImage, removeAll, startHardened } from "../../support/engine/handmade";
import { runningContainers } from "../../support/kernel/container";
import { type DeclaredReach, openEdges, reachDifferences, resolvedEdges } from "../../support/reach/expected";
import { type ReachMatrix, reachMatrix } from "../../support/reach/matrix";
import { openOutside, type Outside } from "../../support/reach/outside";
import { printReach } from "../../support/reach/print";
import { hostListeners, publishedDifferences, publishedPorts } from "../../support/reach/published";

jest.setTimeout(120_000);
const docker = throwAwayEngine();
const made: Docker.Container[] = [];
const networks: Docker.Network[] = [];
let host: Server;
let outside: Outside;
let matrix: ReachMatrix;

const web = (port: string) => ["httpd", "-f", "-p", port];
const published = (HostIp: string) => ({
  config: { ExposedPorts: { "8443/tcp": {} } },
  host: { PortBindings: { "8443/tcp": [{ HostIp, HostPort: "18443" }] } },
});

/** `db` serves `app`; `edge` publishes a port and is the only one on a network that leads out. */
const CONTAINERS: readonly HandmadeOptions[] = [
  { name: "app", networks: ["near-db", "near-app"], command: web("8080") },
  { name: "db", networks: ["near-db"], command: web("5432") },
  { name: "edge", networks: ["leads-out", "near-app"], command: web("8443"), ...published("127.0.0.1") },
  { name: "other", networks: ["near-app"] },
];

async function makeNetwork(Name: string): Promise<void> {
  networks.push(await docker.createNetwork({ Name, Internal: Name !== "leads-out" }));
}

beforeAll(async () => {
  await makeImage(docker);
  for (const name of ["near-db", "near-app", "leads-out"]) await makeNetwork(name);
  for (const options of CONTAINERS) made.push(await startHardened(docker, options));
  host = createServer((socket) => socket.on("error", () => undefined).end());
  await new Promise<void>((resolve) => host.listen(18999, "0.0.0.0", resolve));
  outside = await openOutside();
  matrix = await reachMatrix({ containers: await runningContainers(docker), outside });
});

afterAll(async () => {
  await outside.close();
  await new Promise((resolve) => host.close(resolve));
  await removeAll(made);
  for (const network of networks) await network.remove();
});

const DECLARED: DeclaredReach = {
  edges: [
    { from: "app", to: "db", ports: [5432] },
    { from: "app", to: "edge", ports: [8443] },
    { from: "db", to: "app", ports: [8080] },
    { from: "edge", to: "app", ports: [8080] },
    { from: "other", to: "app", ports: [8080] },
    { from: "other", to: "edge", ports: [8443] },
    ...["app", "db", "edge", "other"].map((from) => ({ from, to: "host", ports: [18999] })),
  ],
  outward: ["edge"],
};

describe("the reach matrix", () => {
  it("is exactly what the networks of these containers allow", () => {
    expect(reachDifferences(matrix, DECLARED)).toEqual([]);
  });

  it("resolves the names of those on a common network, and of nobody else", () => {
    expect(resolvedEdges(matrix)).toEqual([
      ...["app → db", "app → edge", "app → other", "db → app"],
      ...["edge → app", "edge → other", "other → app", "other → edge"],
    ]);
  });

  it("has tried what it calls closed", () => {
    const tried = matrix.connections.filter(({ from, to, port }) => from === "other" && to === "db" && port === 5432);
    expect(tried).toHaveLength(1);
    expect(tried[0]?.outcome).not.toBe("open");
  });

  it("names an edge that is open and not declared, and one that is declared and not open", () => {
    const [first, ...others] = DECLARED.edges;
    const edges = [...others, { from: "other", to: "db", ports: [5432] }];
    expect(first).toBeDefined();
    expect(reachDifferences(matrix, { edges, outward: ["edge"] })).toEqual([
      "app → db:5432 is open, not declared",
      "other → db:5432: declared, but not so: is open",
    ]);
  });

  it("names who gets out undeclared, and whom nobody asked", () => {
    const unasked = { ...matrix, connections: matrix.connections.filter(({ from }) => from !== "edge") };
    expect(reachDifferences(matrix, { ...DECLARED, outward: [] })).toEqual(["edge reaches the outside, not declared"]);
    expect(reachDifferences(unasked, DECLARED)).toContain("edge: nobody tried to reach the outside");
  });

  it("sees a port that opens and a network that is joined later", async () => {
    await docker.getNetwork("near-db").connect({ Container: "other" });
    const later = await reachMatrix({ containers: await runningContainers(docker) });
    await docker.getNetwork("near-db").disconnect({ Container: "other" });
    expect(openEdges(later).filter((edge) => !openEdges(matrix).includes(edge))).toEqual(["other → db:5432"]);
  });

  it("prints one line for each container", () => {
    const [, ...lines] = printReach(matrix).split("\n");
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 3))).toEqual([
      ["app", "db:5432 edge:8443", "18999"],
      ["db", "app:8080", "18999"],
      ["edge", "app:8080", "18999"],
      ["other", "app:8080 edge:8443", "18999"],
    ]);
    expect(lines.map((line) => line.endsWith(", answered"))).toEqual([false, false, true, false]);
  });
});

describe("published ports", () => {
  it("are seen by the engine, by a socket and by a firewall rule", async () => {
    const port = { address: "127.0.0.1", port: 18443, protocol: "tcp" };
    const actual = await publishedPorts(docker);
    expect(actual).toEqual([{ ...port, seenBy: ["inspect", "socket", "nat"] }]);
    expect(publishedDifferences(actual, [port])).toEqual([]);
    expect(publishedDifferences(actual, [])).toEqual([
      "127.0.0.1:18443/tcp is published, not declared (seen by inspect, socket, nat)",
    ]);
  });

  it("on every interface differ from those on 127.0.0.1", async () => {
    await removeAll(made.splice(2, 1));
    made.push(await startHardened(docker, { ...CONTAINERS[2]!, ...published("0.0.0.0") }));
    const differences = publishedDifferences(await publishedPorts(docker), [{ address: "127.0.0.1", port: 18443 }]);
    expect(differences[0]).toContain("0.0.0.0:18443/tcp is published, not declared");
    expect(differences).toContain("127.0.0.1:18443/tcp is declared, but nothing serves it");
  });

  it("do not hide other listeners of the host", () => {
    expect(hostListeners()).toContainEqual(
      expect.objectContaining({ port: 18999, address: "0.0.0.0", program: expect.any(String) }),
    );
  });
});
