import { BlackboxExporter } from "../../../../../constructs/components/blackbox-exporter";
import { HAProxy } from "../../../../../constructs/components/haproxy";
import { DOCKER_ADDRESSES } from "../../../../../constructs/targets/docker/private/addresses";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import { recorded } from "../../../../support/constructs/recording-target";

const target = recorded((scope) => {
  new HAProxy(scope, "haproxy");
  new BlackboxExporter(scope, "blackbox-exporter");
  new FakeComponent(scope, "api");
  new FakeComponent(scope, "web");
});
const found = (name: string, asker: string) =>
  DOCKER_ADDRESSES.replicasOf(target.component(name), target.component(asker));

describe("a component of Docker is found", () => {
  it.each([
    ["its own name", "api", "web", "api"],
    ["its name on the way in's network", "api", "haproxy", "api.haproxy"],
    [
      "its name on the network of what asks for Prometheus",
      "haproxy",
      "blackbox-exporter",
      "haproxy.blackbox-exporter",
    ],
    ["its own name, by itself", "haproxy", "haproxy", "haproxy"],
  ])("by %s", (_what, name, asker, wanted) => {
    expect(found(name, asker)).toBe(wanted);
  });
});

it("a job of Docker is found by its alias", () => {
  expect(DOCKER_ADDRESSES.jobOf(target.component("haproxy"), "challenges.haproxy")).toBe("challenges.haproxy");
});
