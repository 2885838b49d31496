import { TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { networkCount } from "../../config/networks";
import type { Settings } from "../../config/schema";
import { Platform } from "../../constructs/platform";
import { DockerTarget } from "../../constructs/targets/docker";
import { layer, settingsOf } from "./platform-text";

/** The networks that a Docker host would really get. */
function synthesized({ platform }: Settings): readonly string[] {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), "try");
  new DockerTarget(stack, "docker");
  new Platform(stack, "platform", platform);
  const json = JSON.parse(Testing.synth(stack)) as { resource?: { docker_network?: object } };
  return Object.keys(json.resource?.docker_network ?? {});
}

const NAMES = ["a", "b", "c"] as const;

/** Every way in which networks come to be: use, route, registry, metrics, externals. */
const platforms = fc.record({
  haproxy: fc.constantFrom(undefined, {}),
  prometheus: fc.constantFrom(undefined, {}, { route: {} }),
  nodeExporter: fc.constantFrom(undefined, {}),
  blackboxExporter: fc.constantFrom(undefined, {}),
  backup: fc.constantFrom(
    undefined,
    { to: { directory: "/srv/backups" } },
    { to: { s3: { bucket: "saved", credentialsFile: "key" } } },
  ),
  alertmanager: fc.constantFrom(undefined, { receivers: { ops: { webhook: { urlFile: "ops.url" } } } }),
  uses: fc.array(fc.subarray(["redis", "pgbouncer", "ollama"]), { minLength: 3, maxLength: 3 }),
  usesNext: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  flags: fc.array(fc.record({ route: fc.boolean(), registry: fc.boolean(), metrics: fc.boolean() }), {
    minLength: 3,
    maxLength: 3,
  }),
});

function settings({
  uses,
  usesNext,
  flags,
  ...parts
}: typeof platforms extends fc.Arbitrary<infer T> ? T : never): Settings {
  const layers = NAMES.map((name, i) => {
    const next = NAMES[i + 1];
    const { route, registry, metrics } = flags[i]!;
    const used = [...uses[i]!, ...(usesNext[i] && next ? [next] : [])];
    return [
      name,
      layer({
        uses: used,
        registry,
        ...(route ? { route: { path: `/${name}` } } : {}),
        ...(metrics ? {} : { metrics: null }),
      }),
    ];
  });
  const external = { ollama: { url: "http://host.docker.internal:11434" } };
  return settingsOf({ ...parts, postgres: {}, pgbouncer: {}, redis: {}, layers: Object.fromEntries(layers), external });
}

describe("the number of networks", () => {
  it("is the number that the Docker target makes", () => {
    fc.assert(
      fc.property(platforms, (parts) => {
        const given = settings(parts);
        expect(networkCount(given)).toBe(synthesized(given).length);
      }),
      { numRuns: 25 },
    );
  });
});
