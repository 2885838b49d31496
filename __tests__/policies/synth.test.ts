import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CATALOGUE } from "../../policies/catalogue";
import { privileged as privilegedRule } from "../../policies/rules/privileged";
import { checkSynthesized, type SynthCheckOptions } from "../../policies/synth";
import { everythingSynthesized } from "../support/constructs/platforms";
import { waiver } from "../support/policies/report";

let outdir: string;
let said: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "bulwark-synth-"));
  said = "";
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(outdir, { recursive: true });
});

/** What cdktf leaves: a folder for each stack, and a list of those of this run. */
function write(stacks: Readonly<Record<string, object>>, stale: Readonly<Record<string, object>> = {}): void {
  for (const [name, stack] of Object.entries({ ...stacks, ...stale })) {
    mkdirSync(join(outdir, "stacks", name), { recursive: true });
    writeFileSync(join(outdir, "stacks", name, "cdk.tf.json"), JSON.stringify(stack));
  }
  const manifest = Object.keys(stacks).map((name) => [
    name,
    { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
  ]);
  writeFileSync(join(outdir, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}

function check(options?: SynthCheckOptions): { readonly exitCode: unknown; readonly said: string } {
  checkSynthesized(outdir, options);
  return { exitCode: process.exitCode, said };
}

function privileged(): object {
  const stack = structuredClone(everythingSynthesized()) as unknown as {
    resource: { docker_container: Record<string, Record<string, unknown>> };
  };
  stack.resource.docker_container["platform_items_1"]!["privileged"] = true;
  return stack;
}

const ACCEPTED = waiver({ subject: "platform/items/1" });

describe("a synthesis", () => {
  it("says nothing of what keeps every promise", () => {
    write({ shop: everythingSynthesized() });
    expect(check({ failOn: "low" })).toEqual({ exitCode: undefined, said: "" });
  });

  it("ends with 1 where a promise is broken, and says where, what and how to mend it", () => {
    write({ shop: privileged() });
    const { exitCode, said: lines } = check({ placeOf: (stack, path) => ({ file: `${stack}.yaml ${path}`, line: 7 }) });
    expect(exitCode).toBe(1);
    expect(lines).toMatch(
      /^shop\.yaml platform\/items\/1:7: platform\/items\/1 is privileged \(BWK-privileged, critical\)\n {2}\S/m,
    );
  });

  it("looks at what this run wrote alone", () => {
    write({ shop: everythingSynthesized() }, { yesterday: privileged() });
    expect(check()).toEqual({ exitCode: undefined, said: "" });
  });

  it("counts what is less grave, and goes on", () => {
    write({ shop: privileged() });
    const lesser = { rules: [{ ...privilegedRule, severity: "low" as const }] };
    expect(check(lesser)).toEqual({
      exitCode: undefined,
      said: "shop: 1 lesser findings; 'npx bulwark check shop' shows them\n",
    });
  });

  it("accepts what is waived, to the last day without a word and later with one", () => {
    write({ shop: privileged() });
    const relatives = { rules: [privilegedRule] };
    expect(check({ ...relatives, agreedOf: () => ({ waivers: [{ ...ACCEPTED, until: "2999-12-31" }] }) })).toEqual({
      exitCode: undefined,
      said: "",
    });
    const ended = check({ ...relatives, agreedOf: () => ({ waivers: [{ ...ACCEPTED, until: "2020-01-01" }] }) });
    expect(ended.exitCode).toBeUndefined();
    expect(ended.said).toBe("shop: the waiver of BWK-privileged for platform/items/1: it ended on 2020-01-01\n");
  });

  it("refuses images of other registries than were agreed on", () => {
    write({ shop: everythingSynthesized() });
    const [rule] = CATALOGUE.filter(({ id }) => id === "BWK-registry");
    const agreed = (registries: readonly string[]) =>
      check({ rules: [rule!], failOn: "low", agreedOf: () => ({ registries }) }).exitCode;
    expect(agreed(["docker.io", "quay.io", "registry.example.com", "bulwark"])).toBeUndefined();
    expect(agreed(["ghcr.io"])).toBe(1);
  });

  it("says nothing of waivers for what is rendered later, nor for rules of somebody's own", () => {
    write({ shop: everythingSynthesized() });
    const [later, own] = [waiver({ rule: "BWK-default-namespace" }), waiver({ rule: "ACME-team-label" })];
    expect(check({ agreedOf: () => ({ waivers: [later, own] }) }).said).toBe("");
    expect(check({ agreedOf: () => ({ waivers: [waiver({ rule: "BWK-gone" })] }) }).said).toContain("take it out");
  });

  it("does not fail for a waiver that nothing needs", () => {
    write({ shop: everythingSynthesized() });
    const { exitCode, said: lines } = check({ agreedOf: () => ({ waivers: [ACCEPTED] }) });
    expect([exitCode, lines]).toEqual([undefined, expect.stringContaining("nothing is found there")]);
  });
});
