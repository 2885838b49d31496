import { everythingSynthesized } from "../../../support/constructs/platforms";
import { containersOf, manifestOf } from "../../../support/constructs/synthesized";

/**
 * Names of what keeps data are public API: another address replaces a server, another volume name loses sight of the
 * data. Who changes a line here ships a `moved` block, or a way to move the volume.
 */
const stack = everythingSynthesized();
const manifest = manifestOf(stack);

it("the addresses of servers that publish or keep something", () => {
  const fixed = manifest.containers.filter(({ lifecycle }) => lifecycle !== "rolling");
  expect(Object.fromEntries(fixed.map(({ address, name }) => [address, name]))).toEqual({
    "docker_container.platform_alertmanager": "test-alertmanager",
    "docker_container.platform_haproxy": "test-haproxy",
    "docker_container.platform_items_job-report": "test-items-job-report",
    "docker_container.platform_postgres": "test-postgres",
    "docker_container.platform_prometheus": "test-prometheus",
    "docker_container.platform_redis": "test-redis",
  });
});

it("the volumes that keep data", () => {
  const kept = manifest.volumes.filter(({ content }) => content === "data");
  expect(Object.fromEntries(kept.map(({ name, path }) => [name, path]))).toEqual({
    "test-alertmanager-data": "/alertmanager",
    "test-postgres-data": "/var/lib/postgresql/data",
    "test-prometheus-data": "/prometheus",
    "test-redis-data": "/data",
  });
});

it("the addresses of networks, which servers are on", () => {
  const networks = Object.entries(stack.resource!.docker_network!).map(([address, { name }]) => [address, name]);
  expect(Object.fromEntries(networks)).toEqual({
    "network_alertmanager-edge": "test-alertmanager-edge",
    network_gateway: "test-gateway",
    network_haproxy: "test-haproxy",
    "network_haproxy-edge": "test-haproxy-edge",
    network_hub: "test-hub",
    network_items: "test-items",
    network_monitoring: "test-monitoring",
    network_ollama: "test-ollama",
    network_pgbouncer: "test-pgbouncer",
    network_postgres: "test-postgres",
    network_redis: "test-redis",
    network_worker: "test-worker",
  });
});

it("no volume is a resource of Terraform's, which could then delete it", () => {
  expect(Object.keys(stack.resource!)).toEqual(["docker_container", "docker_network"]);
});

it("addresses of replicas and jobs are made of the same words", () => {
  const others = Object.keys(containersOf(stack)).filter((address) => /gateway|postgres_/.test(address));
  expect(others).toEqual(["platform_gateway_1", "platform_gateway_2", "platform_postgres_job-roles"]);
});
