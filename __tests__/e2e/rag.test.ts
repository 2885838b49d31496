import { statusSchema } from "../../operations/status";
import { throwAwayEngine } from "../support/engine/engine";
import { footprint, footprintChanges, type Footprint } from "../support/footprint/footprint";
import { PrometheusClient, until } from "../support/platform/prometheus-client";
import { TestProject } from "../support/platform/project";
import { secretValues } from "../support/platform/secret-values";
import { WayInClient } from "../support/platform/way-in";

const docker = throwAwayEngine();
const ENVIRONMENT = "rag-development";
const machine = () => footprint({ docker, folders: ["/var/lib/bulwark"] });

let project: TestProject;
let before: Footprint;
let wayIn: WayInClient;

jest.setTimeout(300_000);

beforeAll(async () => {
  project = await TestProject.withOwnEnvironments();
  // Nothing is pulled here; all else is the environment's own.
  await project.edit(
    `environments/${ENVIRONMENT}.yaml`,
    "target: docker\n",
    "target: docker\nimages: { source: debian }\n",
  );
  before = await machine();
  await project.succeed("up", ENVIRONMENT);
  wayIn = new WayInClient(project.path(".bulwark", ENVIRONMENT, "ca.pem"));
});

afterAll(async () => {
  await project.bulwark("down", ENVIRONMENT, "--volumes", "--yes");
  await project.remove();
});

it("is healthy, each layer as often as it says", async () => {
  const { stdout } = await project.succeed("status", ENVIRONMENT, "--format", "json");
  const { healthy, layers } = statusSchema.parse(JSON.parse(stdout));
  expect(healthy).toBe(true);
  expect(Object.fromEntries(layers.map(({ layer, replicas }) => [layer, replicas]))).toMatchObject({
    "rag-app": "2/2",
    "rag-index": "2/2",
  });
});

describe("the way in", () => {
  const passwordOf = () => secretValues(ENVIRONMENT).find(({ name }) => name === "way-in-password")!.value;
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`operator:${password}`).toString("base64")}`,
  });
  const statusOf = async (headers: Readonly<Record<string, string>>) =>
    (await wayIn.ask("/health", { headers })).status;

  it("lets through those who know the password, and nobody else", async () => {
    expect([await statusOf({}), await statusOf(basic("wrong")), await statusOf(basic(passwordOf()))]).toEqual([
      401, 401, 200,
    ]);
  });
});

it("is scraped whole, and the model server, which is not there, is what is not reached", async () => {
  const prometheus = new PrometheusClient(wayIn, ENVIRONMENT);
  const targets = await until(
    () => prometheus.targets(),
    (seen) => seen.length > 0 && seen.every(({ health }) => health === "up"),
  );
  const jobs = new Set(targets.map(({ labels }) => labels["job"]));
  expect([...jobs]).toEqual(
    expect.arrayContaining(["rag-app", "rag-index", "haproxy", "node-exporter", "postgres-exporter", "prometheus"]),
  );
  const endpointsOf = async (query: string) => (await prometheus.query(query)).map(({ metric }) => metric["endpoint"]);
  expect((await endpointsOf("probe_success")).length).toBeGreaterThan(1);
  const failed = await until(
    () => endpointsOf("probe_success == 0"),
    (seen) => seen.length <= 1,
  );
  expect(failed).toEqual(["ollama"]);
});

it("leaves nothing behind", async () => {
  await project.succeed("down", ENVIRONMENT, "--volumes", "--yes");
  const changes = footprintChanges(before, await machine()).filter(({ kind }) => kind !== "images");
  expect(changes).toEqual([]);
});
