import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheRoot } from "../../operations/setup/cache";
import { findMirrors, standardPlaces } from "../../operations/setup/mirrors";
import { platform } from "../../operations/setup/platform";
import { sensitivePaths } from "../../review/redaction/sensitive-attributes";
import { outcomeOf } from "../support/engine/engine";

interface Block {
  readonly attributes?: Readonly<
    Record<string, { readonly sensitive?: boolean; readonly write_only?: boolean; readonly nested_type?: Block }>
  >;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}
type Kinds = Readonly<Record<string, Readonly<Record<string, { readonly block: Block }>>>>;

const PREFIXES = { resource_schemas: "", data_source_schemas: "data.", ephemeral_resource_schemas: "ephemeral." };

const root = mkdtempSync(join(tmpdir(), "bulwark-schemas-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
jest.setTimeout(300_000);

const SUPPORT = join(__dirname, "..", "support");
let tools: { readonly path: string; readonly env: Readonly<Record<string, string>> };

beforeAll(async () => {
  const preloaded = join(SUPPORT, "constructs", "run-typescript.js");
  const printed = await outcomeOf(process.execPath, ["-r", preloaded, join(SUPPORT, "edits", "print-tools.ts")]);
  tools = JSON.parse(printed.stdout) as typeof tools;
});

/** What Terraform prints of a provider's schemas, which it takes from a mirror or a build of this machine, or the registry. */
async function schemasOf(source: string, version: string): Promise<Kinds> {
  const folder = mkdtempSync(join(root, "schemas-"));
  const required = { own: { source, version } };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
  const terraform = (...words: readonly string[]) =>
    outcomeOf(tools.path, [`-chdir=${folder}`, ...words], { ...process.env, ...tools.env });
  const mirror = findMirrors([...standardPlaces(), cacheRoot()], platform()).find(({ providers }) =>
    providers.some((one) => one.source === `registry.terraform.io/${source}` && one.versions.includes(version)),
  );
  await terraform("init", "-no-color", ...(mirror ? [`-plugin-dir=${mirror.path}`] : []));
  const { stdout } = await terraform("providers", "schema", "-json");
  const { provider_schemas: all } = JSON.parse(stdout) as {
    readonly provider_schemas: Readonly<Record<string, Kinds>>;
  };
  return Object.values(all)[0]!;
}

function sensitiveIn(
  { attributes = {}, block_types: blocks = {} }: Block,
  way: readonly string[] = [],
): readonly string[] {
  const own = Object.entries(attributes).flatMap(([name, one]) => [
    ...(one.sensitive || one.write_only ? [[...way, name].join(".")] : []),
    ...(one.nested_type ? sensitiveIn(one.nested_type, [...way, name]) : []),
  ]);
  return [...own, ...Object.entries(blocks).flatMap(([name, { block }]) => sensitiveIn(block, [...way, name]))];
}

const linesOf = (all: readonly Kinds[]): readonly string[] =>
  Object.entries(PREFIXES).flatMap(([kind, prefix]) =>
    all
      .flatMap((kinds) => Object.entries(kinds[kind] ?? {}))
      .map(([type, { block }]) => ({ type: `${prefix}${type}`, paths: sensitiveIn(block) }))
      .filter(({ type, paths }) => paths.some((path) => !sensitivePaths(type).some((way) => way.join(".") === path)))
      .map(({ type, paths }) => `${type}: "${[...paths].sort().join(" ")}",`),
  );

describe("the table of sensitive attributes", () => {
  it.each([
    ["kreuzwerker/docker", "4.6.0", "docker_container"],
    ["hashicorp/helm", "1.3.2", "helm_release"],
    ["hashicorp/aws", "5.100.0", "aws_db_instance"],
  ])("lacks nothing of %s %s", async (source, version, type) => {
    const kinds = await schemasOf(source, version);
    expect(Object.keys(kinds["resource_schemas"]!)).toContain(type);
    expect(linesOf([kinds])).toEqual([]);
  });

  it("would be told what it lacks", () => {
    const inner = { a: { block: { attributes: { b: { write_only: true } } } } };
    const block = { attributes: { key: { sensitive: true } }, block_types: inner };
    expect(linesOf([{ resource_schemas: { new_thing: { block } } }])).toEqual(['new_thing: "a.b key",']);
  });
});
