import { join } from "node:path";
import { builtImages, loadEnvironment, networkCount } from "../../config";
import { DockerStack } from "../../stacks/docker-stack";
import { createdFirst } from "../support/constructs/dependencies";
import { PROMISED } from "../support/constructs/hardening";
import { filesOf, resourcesOf } from "../support/constructs/sanitized";
import { containersOf, labelOf, manifestOf, synthesizedStack } from "../support/constructs/synthesized";

const environment = loadEnvironment(join(__dirname, "../../environments/local.yaml"));
const stack = synthesizedStack((app) => new DockerStack(app, "local", { environment, builtImages: builtImages() }));
const containers = containersOf(stack);
const manifest = manifestOf(stack);

describe("the point of environment local", () => {
  it("publishes the way in on this machine, and nothing else", () => {
    const published = Object.entries(containers).flatMap(([address, { ports = [] }]) =>
      ports.map(({ ip, external }) => `${address} ${ip}:${external}`),
    );
    expect(published).toEqual(["platform_haproxy 127.0.0.1:8443", "platform_haproxy 127.0.0.1:8080"]);
  });

  it("leads through the way in to nothing without a token or a password", () => {
    expect(manifest.routes.filter(({ auth }) => auth === "none")).toEqual([]);
  });

  it("reaches out from the way in only", () => {
    expect(manifest.networks.filter(({ internal }) => !internal).map(({ name }) => name)).toEqual([
      "local-haproxy-edge",
    ]);
  });

  it("weakens no protection but those that are said with a reason", () => {
    const weakened = manifest.containers.flatMap(({ component, exceptions }) =>
      exceptions.map(({ protection, detail }) => `${component}: ${protection} ${detail}`),
    );
    expect(weakened).toEqual([
      "haproxy: egress edge network",
      expect.stringMatching(/^redis-exporter: image-digest docker.io\/oliver006\/redis_exporter:/),
    ]);
  });

  it("keeps servers with data from being there twice", () => {
    const stateful = manifest.containers.filter(({ lifecycle }) => lifecycle === "stateful");
    const first = createdFirst(stack);
    expect(stateful.map(({ component }) => component)).toEqual(["postgres"]);
    expect(stateful.filter(({ address }) => first.has(address))).toEqual([]);
  });

  it("fits an engine that nobody has configured", () => {
    expect(networkCount(environment.settings)).toBe(manifest.networks.length);
    expect(manifest.networks.length).toBeLessThanOrEqual(30);
  });
});

describe.each(Object.entries(containers))("%s is hardened:", (_address, container) => {
  const promised = PROMISED[labelOf(container, "bulwark.kind")!]!.filter(([name]) => name !== "says where it belongs");

  it.each(promised)("%s", (_promise, check) => {
    check(
      JSON.parse(
        JSON.stringify(container).replaceAll(/"local-|(?<=bulwark\/)local(?=\/)/g, (name) =>
          name.replace("local", "test"),
        ),
      ),
    );
  });
});

describe("the inventory of environment local", () => {
  it("has these containers", () => {
    expect(manifest.containers.map(({ component }) => component)).toEqual([
      "postgres",
      "redis",
      "items",
      "items",
      "sessions",
      "gateway",
      "hub",
      "haproxy",
      "prometheus",
      "postgres-exporter",
      "redis-exporter",
      "node-exporter",
    ]);
  });

  it("has these jobs", () => {
    expect(manifest.jobs.map(({ name }) => name)).toEqual([
      "local-postgres-job-roles",
      "local-redis-job-users",
      "local-redis-job-load-users",
      "local-haproxy-job-install",
      "local-haproxy-job-reload",
    ]);
  });

  it("has these types of resources", () => {
    expect(Object.keys(stack.resource!)).toEqual(["docker_container", "docker_network"]);
  });

  it("keeps data in these volumes", () => {
    const data = manifest.volumes.filter(({ content }) => content === "data");
    expect(data.map(({ name }) => name)).toEqual(["local-postgres-data", "local-prometheus-data"]);
  });
});

/** Alerts are long, alike for each component, and tested one by one. */
const configuration = filesOf(stack, "alerts.yml");

describe("the snapshot of environment local", () => {
  it("shows its resources", () => {
    expect(resourcesOf(stack)).toMatchSnapshot();
  });

  it("shows its configuration files", () => {
    expect(configuration).toMatchSnapshot();
  });

  it.each([
    ["resources", resourcesOf(stack)],
    ["files", configuration],
  ])("has %s that are few enough to be read", (_what, text) => {
    expect(text.length).toBeLessThan(40 * 1024);
  });
});
