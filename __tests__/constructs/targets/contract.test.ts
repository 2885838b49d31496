import { CONTRACT_EXAMPLES } from "../../support/constructs/contract-examples";
import {
  promisedOnDocker,
  promisedOnKubernetes,
  synthesizedForKubernetes,
} from "../../support/constructs/both-targets";
import { synthesized } from "../../support/constructs/synthesized";

const EXAMPLES = Object.values(CONTRACT_EXAMPLES)
  .flatMap((examples) => Object.entries(examples))
  .map(([name, example]) => ({ name, ...example }));

describe.each(EXAMPLES)("$name", ({ declare }) => {
  const docker = promisedOnDocker(synthesized(declare));
  const kubernetes = synthesizedForKubernetes(declare);

  it("promises the same on both targets", () => {
    expect(Object.keys(docker).length).toBeGreaterThan(0);
    expect(promisedOnKubernetes(kubernetes)).toEqual(docker);
  });

  it("renders the same twice", () => {
    expect(synthesizedForKubernetes(declare).json).toEqual(kubernetes.json);
  });

  it("names secrets and holds none", () => {
    for (const { name, files } of kubernetes.manifest.secrets) {
      expect(name).toMatch(/^[a-z0-9-]+$/);
      expect(Object.values(files).every((ref) => typeof ref.name === "string")).toBe(true);
    }
    for (const { server, keeper, prepare, hooks, schedules } of Object.values(kubernetes.workloads)) {
      const tasks = [server, ...prepare, ...hooks, ...schedules, ...(keeper ? [keeper] : [])];
      const named = kubernetes.manifest.secrets.map(({ name }) => name);
      expect(tasks.flatMap(({ secret }) => secret?.name ?? []).filter((name) => !named.includes(name))).toEqual([]);
    }
  });

  it("lets each connection through on both of its ends", () => {
    const workloads = Object.values(kubernetes.workloads);
    const out = workloads.flatMap(({ name, network }) =>
      network.to
        .filter(({ part }) => part === "server")
        .flatMap((to) => to.ports.map((port) => `${name} ${to.name} ${port}`)),
    );
    const into = workloads.flatMap(({ name, network }) =>
      network.from
        .filter(({ part }) => part === "server")
        .flatMap((from) => from.ports.map((port) => `${from.name} ${name} ${port}`)),
    );
    expect(into.sort()).toEqual(out.sort());
  });

  it("gives every weakened protection a reason", () => {
    const reasons = Object.values(kubernetes.workloads).flatMap(({ exceptions, network, hooks, schedules }) => [
      ...exceptions,
      ...[network, ...hooks.map((one) => one.network), ...schedules.map((one) => one.network)].flatMap(
        ({ outside }) => outside,
      ),
      ...(network.open ? [network.open] : []),
    ]);
    expect(reasons.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });
});
