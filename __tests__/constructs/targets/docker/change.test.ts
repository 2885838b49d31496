import { Duration, Image, Lifecycle, Memory, VolumeContent, password, type Spec } from "../../../../constructs/core";
import { Host } from "../../../../constructs/targets/docker";
import { FakeComponent, PLAIN_SPEC } from "../../../support/constructs/fake-component";
import { onlyContainerOf, labelOf } from "../../../support/constructs/synthesized";
import type { ContainerJson } from "../../../support/constructs/stack-json";

const containerWith = (spec: Partial<Spec>, host = Host.local()): ContainerJson =>
  onlyContainerOf((scope) => new FakeComponent(scope, "api", spec), { host });

const generationOf = (container: ContainerJson) => labelOf(container, "bulwark.generation")!;
const resources = (wanted: Partial<Spec["resources"]>) => ({ resources: { ...PLAIN_SPEC.resources, ...wanted } });
const health = (wanted: Partial<Spec["health"]>) => ({ health: { ...PLAIN_SPEC.health, ...wanted } });

const FIRST = containerWith({});

/** What the provider plans and never applies, or applies by replacement: each is another generation. */
const EDITS: readonly (readonly [string, Partial<Spec>])[] = [
  ["the image", { image: Image.of("registry.example.com/team/service:2.0") }],
  ["the user", { image: Image.of(PLAIN_SPEC.image.reference, { user: "20000:20000" }) }],
  ["the entrypoint", { entrypoint: ["/sbin/tini"] }],
  ["the command", { command: ["--verbose"] }],
  ["a variable", { environment: { LOG_LEVEL: "debug" } }],
  ["a file", { files: [{ name: "a.conf", content: "a" }] }],
  ["a secret", { secrets: [{ secret: password("token"), path: "/run/secrets/token" }] }],
  ["a volume", { volumes: [{ name: "live", content: VolumeContent.SHARED, path: "/live" }] }],
  ["a writable folder", { temporary: [{ path: "/tmp", size: Memory.mebibytes(1) }] }],
  ["the probe's command", health({ command: ["other"] })],
  ["the probe's interval", health({ interval: Duration.seconds(1) })],
  ["the probe's timeout", health({ timeout: Duration.seconds(1) })],
  ["the probe's retries", health({ retries: 9 })],
  ["the probe's start period", health({ startPeriod: Duration.seconds(9) })],
  ["the CPUs", resources({ cpus: 1 })],
  ["the open files", resources({ openFiles: 1024 })],
  ["the shared memory", resources({ sharedMemory: Memory.mebibytes(8) })],
  ["the stop grace", { stopGrace: Duration.seconds(99) }],
  ["the init process", { init: true }],
  ["a published port", { publishes: [{ hostPort: 443, port: 8443 }] }],
];

describe("an edit", () => {
  it.each(EDITS)("of %s is another generation, so that it lands", (_what, edit) => {
    expect(generationOf(containerWith(edit))).not.toBe(generationOf(FIRST));
  });

  it("of the engine's version is another generation where it changes the probe", () => {
    expect(generationOf(containerWith({}, Host.of({ engine: 25 })))).not.toBe(generationOf(FIRST));
  });

  it.each([
    ["the memory limit", resources({ memory: Memory.mebibytes(128) })],
    ["the process limit, which is set through the engine", resources({ processes: 64 })],
    ["an exception's words", { exceptions: [{ protection: "egress", detail: "x", reason: "y" } as const] }],
  ])("of %s is applied in place", (_what, edit) => {
    expect(generationOf(containerWith(edit))).toBe(generationOf(FIRST));
  });

  it("is what the table above lists, field by field: a new field of a spec needs a line", () => {
    const edited = new Set(EDITS.flatMap(([, edit]) => Object.keys(edit)));
    const applied = [...edited, "exceptions", "lifecycle", "replicas", "jobs"];
    expect(applied.sort()).toEqual([...Object.keys(PLAIN_SPEC), "entrypoint"].sort());
  });
});

describe("a generation", () => {
  it("is in the name of a container that rolls, since both are there at once", () => {
    expect(FIRST.name).toBe(`test-api-1-${generationOf(FIRST)}`);
    expect(FIRST.lifecycle?.create_before_destroy).toBe(true);
  });

  it.each([Lifecycle.EXCLUSIVE, Lifecycle.STATEFUL])("is not in the name of a container that is %s", (lifecycle) => {
    const container = containerWith({ lifecycle });
    expect(container.name).toBe("test-api");
    expect(container.lifecycle?.create_before_destroy).toBeUndefined();
  });
});
