import { NAME } from "../../../config/checks/names";
import { checkedName } from "../../../constructs/core";
import { complaints } from "../platform-text";

const named = (name: string) => complaints(["layers:", `  ${JSON.stringify(name)}: { image: 'a:1', port: 1 }`]);

const RULE = "use 1 to 40 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen";

describe("the name of a layer", () => {
  it.each(["a", "l01-data-layer", "a".repeat(40)])("may be %s", (name) => {
    expect(named(name)).toEqual([]);
  });

  it.each(["1st", "Data", "data_layer", "data-", "a".repeat(41)])("may not be %s", (name) => {
    expect(named(name)).toEqual([`line 4, platform.layers.${name}: got "${name}" as a name, ${RULE}`]);
  });

  it.each([
    ["postgres", "platform.postgres"],
    ["redis", "platform.redis"],
    ["haproxy", "platform.haproxy"],
    ["prometheus", "platform.prometheus"],
    ["alertmanager", "platform.alertmanager"],
    ["blackbox-exporter", "platform.blackboxExporter"],
    ["pgbouncer", "platform.pgbouncer"],
    ["node-exporter", "platform.nodeExporter"],
    ["postgres-exporter", "the exporter of platform.postgres"],
    ["redis-exporter", "the exporter of platform.redis"],
    ["monitoring", "the network of the monitoring components"],
    ["haproxy-edge", "the network of the published ports"],
    ["alertmanager-edge", "the network on which alerts leave"],
    ["localhost", "every container itself"],
  ])("may not be %s, which is taken", (name, owner) => {
    expect(named(name)).toEqual([`line 4, platform.layers.${name}: "${name}" is the name of ${owner}; choose another`]);
  });

  it("may be a word of JavaScript", () => {
    expect(named("constructor")).toEqual([]);
  });

  it("may not be that of an external, and both lines are named", () => {
    const external = ["external:", "  ollama: { url: 'http://ollama:1' }"];
    expect(complaints(["layers:", "  ollama: { image: 'a:1', port: 1 }", ...external])).toEqual([
      'line 6, platform.external.ollama: "ollama" is the name of a layer as well; rename one (line 4)',
    ]);
  });

  it.each(["a", "a-1", "1a", "a-", "A", "", "a".repeat(40), "a".repeat(41)])(
    "follows the rule of the constructs: %j",
    (name) => {
      expect(isAccepted(name)).toBe(NAME.test(name));
    },
  );
});

function isAccepted(name: string): boolean {
  try {
    return checkedName("component", name) === name;
  } catch {
    return false;
  }
}
