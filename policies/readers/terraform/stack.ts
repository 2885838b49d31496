import { basename, dirname } from "node:path";
import { declared, inPart, type Fact } from "../../facts/fact";
import type { RemoteState, Requirement, StackFacts } from "../../facts/terraform";
import { isObject, type Attributes } from "./attributes";
import { backendFacts, noBackend, placeOf } from "./backend";
import { wrongShape } from "./errors";
import { bodiesOf, type Block, type Module } from "./module";

/** What one root module says of itself. */
export function stackFacts(module: Module, file: string): StackFacts {
  const blocks = module.blocks("terraform");
  const data = module.blocks("data");
  return {
    id: nameOf(module, file),
    kind: "stack",
    source: "synth",
    at: { file, address: "terraform" },
    backend: backendOf(module, blocks, dirname(file)),
    requirements: declared([...providersOf(module, blocks), ...modulesOf(module)]),
    remoteStates: remoteStatesOf(module, data, dirname(file)),
    provisioners: declared(
      module
        .blocks("resource")
        .filter(({ body }) => "provisioner" in body)
        .map(({ address }) => address),
    ),
    outsideData: declared(data.filter(({ labels }) => OUTSIDE.has(labels[0]!)).map(({ address }) => address)),
  };
}

/** Data sources that run a program or ask an address. */
export const OUTSIDE: ReadonlySet<string> = new Set(["external", "http"]);

/** cdktf writes each stack into a folder of its name, and its name into the file. */
function nameOf(module: Module, file: string): string {
  const said = module.comment("metadata", "stackName");
  return typeof said === "string" ? said : basename(dirname(file)) || basename(file);
}

function backendOf(module: Module, blocks: readonly Block[], folder: string): StackFacts["backend"] {
  for (const block of blocks) {
    for (const body of bodiesOf(block.body["backend"], block, "backend")) {
      for (const [type, value] of Object.entries(body).filter(([name]) => name !== "//")) {
        const [said = {}] = bodiesOf(value, block, `backend.${type}`);
        return backendFacts(type, module.attributesOf({ ...block, body: said }), folder);
      }
    }
    const [cloud] = bodiesOf(block.body["cloud"], block, "cloud");
    if (cloud) return backendFacts("cloud", module.attributesOf({ ...block, body: cloud }), folder);
  }
  return noBackend(folder);
}

/** Those that are required, and those that are used without a word: of these the newest is taken. */
function providersOf(module: Module, blocks: readonly Block[]): readonly Requirement[] {
  const required = new Map<string, Requirement>();
  for (const block of blocks) {
    for (const body of bodiesOf(block.body["required_providers"], block, "required_providers")) {
      for (const [name, value] of Object.entries(body)) {
        if (name !== "//") required.set(name, { name, version: versionOf(value, block, name) });
      }
    }
  }
  for (const name of usedProviders(module)) {
    if (!required.has(name)) required.set(name, { name, version: versionsBefore(module).get(name) });
  }
  return [...required.values()];
}

/** A text is a version without a source, as Terraform 0.12 wrote it. */
function versionOf(value: unknown, block: Block, name: string): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (!isObject(value)) throw wrongShape(block, `required_providers.${name}`, "an object", value);
  const version = value["version"] ?? undefined;
  if (version !== undefined && typeof version !== "string") {
    throw wrongShape(block, `required_providers.${name}.version`, "a text", version);
  }
  return version === "" ? undefined : version;
}

/** A version in a provider's block counts as well, although it should not be there any more. */
const versionsBefore = (module: Module): ReadonlyMap<string, string> =>
  new Map(
    module.blocks("provider").flatMap(({ labels, body }) => {
      const version = body["version"];
      return typeof version === "string" ? [[labels[0]!, version] as const] : [];
    }),
  );

/** A type starts with the name of its provider; Terraform's own comes with it. */
function usedProviders(module: Module): ReadonlySet<string> {
  const typed = [...module.blocks("resource"), ...module.blocks("data")].map(({ labels, body }) => {
    const said = body["provider"];
    return typeof said === "string" ? said.split(".")[0]! : labels[0]!.split("_")[0]!;
  });
  const configured = module.blocks("provider").map(({ labels }) => labels[0]!);
  return new Set([...typed, ...configured].filter((name) => name !== "terraform"));
}

function modulesOf(module: Module): readonly Requirement[] {
  return module.blocks("module").flatMap((block) => {
    const attributes = module.attributesOf(block);
    const source = attributes.text("source");
    const version = attributes.text("version");
    const text = source?.state === "known" ? source.value : "";
    return moduleRequirement(block.address, text, version?.state === "known" ? version.value : undefined);
  });
}

/**
 * A module in a folder is fixed with what uses it.
 * https://developer.hashicorp.com/terraform/language/modules/sources
 */
export function moduleRequirement(
  address: string,
  source: string,
  version: string | undefined,
): readonly Requirement[] {
  if (/^(\.{0,2}\/|[A-Za-z]:\\)/.test(source) || source === "") return [];
  return [{ name: address, version: version ?? /[?&]ref=([^&]+)/.exec(source)?.[1] }];
}

function remoteStatesOf(module: Module, data: readonly Block[], folder: string): Fact<readonly RemoteState[]> {
  const all = data.filter(({ labels }) => labels[0] === "terraform_remote_state");
  const said = all.map((block) => remoteStateOf(block.address, module.attributesOf(block), folder));
  const known = said.filter((one) => one !== undefined);
  return known.length < said.length ? inPart(known, "expression") : declared(known);
}

function remoteStateOf(address: string, attributes: Attributes, folder: string): RemoteState | undefined {
  const type = attributes.text("backend");
  const config = attributes.blocks("config");
  if (type?.state !== "known" || config?.state !== "known" || !config.value[0]) return undefined;
  const place = placeOf(type.value, config.value[0], folder);
  return place?.state === "known" ? { address, place: place.value } : undefined;
}
