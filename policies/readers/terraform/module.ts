import { UNSAYABLE, byDefault, declared, type Fact } from "../../facts/fact";
import { Attributes, isObject } from "./attributes";
import { isName } from "./computed-names";
import { declaredTwice, notTerraform, wrongShape } from "./errors";
import { referencesIn, Templates, within } from "./expressions";
import type { Resource } from "./resource";

/** A block of a type and a name, or of a name alone. */
export interface Block {
  /** `docker_container.web`. */
  readonly address: string;
  readonly labels: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly file: string;
}

/** How many names the blocks of a section have, and what their addresses start with. */
const SECTIONS = {
  terraform: { levels: 0, prefix: "" },
  locals: { levels: 0, prefix: "" },
  variable: { levels: 1, prefix: "var." },
  provider: { levels: 1, prefix: "provider." },
  module: { levels: 1, prefix: "module." },
  resource: { levels: 2, prefix: "" },
  data: { levels: 2, prefix: "data." },
} as const;

type Section = keyof typeof SECTIONS;

/** A file of Terraform's JSON syntax, parsed. */
export interface TerraformFile {
  readonly file: string;
  readonly content: unknown;
}

/**
 * One root module, as its files declare it.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
export class Module {
  readonly templates: Templates;
  private readonly resources: ReadonlyMap<string, Block>;
  private readonly sections = new Map<Section, readonly Block[]>();

  constructor(private readonly files: readonly TerraformFile[]) {
    for (const { file, content } of files) if (!isObject(content)) throw notTerraform(file);
    this.resources = byAddress(this.blocks("resource"));
    this.templates = new Templates((reference) => this.settled(reference));
  }

  /** The blocks of a section, however often it is there. */
  blocks(section: Section): readonly Block[] {
    let all = this.sections.get(section);
    if (!all) {
      all = this.read(section);
      this.sections.set(section, all);
    }
    return all;
  }

  private read(section: Section): readonly Block[] {
    const { levels, prefix } = SECTIONS[section];
    let all = this.files.flatMap(({ file, content }) => {
      const place = { address: section, labels: [], file };
      return bodiesOf((content as Block["body"])[section], place, section).map((body): Block => ({ ...place, body }));
    });
    for (let level = 0; level < levels; level++) all = all.flatMap((block) => labelled(block, prefix));
    return all;
  }

  /** What cdktf writes beside its blocks. */
  comment(...way: readonly string[]): unknown {
    const found = this.files.map(({ content }) => within(content, ["//", ...way])?.value);
    return found.find((value) => value !== undefined);
  }

  attributesOf({ body, file, address }: Block): Attributes {
    return new Attributes(body, { file, address }, this.templates.resolve);
  }

  declaredResources(): readonly Resource[] {
    return [...this.resources.values()].filter((block) => !this.isNone(block)).map((block) => this.resourceOf(block));
  }

  /** What a data source is told, by its address. */
  documents(): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
    const all = this.blocks("data").filter(({ labels }) => labels[0] === "aws_iam_policy_document");
    return new Map(all.map(({ address, body }) => [address, body]));
  }

  private resourceOf(block: Block): Resource {
    const attributes = this.attributesOf(block);
    const [lifecycle] = bodiesOf(block.body["lifecycle"], block, "lifecycle");
    return {
      type: block.labels[0]!,
      address: block.address,
      attributes,
      source: "synth",
      preventDestroy:
        new Attributes(lifecycle ?? {}, block, this.templates.resolve).flag("prevent_destroy") ?? byDefault(false),
      ignored: ignoredOf(lifecycle?.["ignore_changes"]),
      // What becomes of it depends on what is there.
      change: UNSAYABLE,
      references: (attribute) => referencesIn(block.body[attribute]),
      isLiteral: (attribute) => attributes.text(attribute)?.state === "known",
    };
  }

  /** `count = 0` is how one switches it off. */
  private isNone(block: Block): boolean {
    const count = this.attributesOf({ ...block, body: { count: block.body["count"] } }).text("count");
    return count?.state === "known" && count.value === "0";
  }

  private settled([first = "", second = "", ...way]: readonly string[]): { readonly value: unknown } | undefined {
    if (first === "local") return within(this.locals().get(second), way);
    if (first === "var") return within(this.variables().get(second), way);
    const block = this.resources.get(`${first}.${second}`);
    if (!block || "count" in block.body || "for_each" in block.body) return undefined;
    const [attribute = ""] = way;
    const meant = sameAs(block, attribute);
    return meant === undefined ? within(block.body, way) : { value: block.body[meant] };
  }

  private locals(): ReadonlyMap<string, unknown> {
    return (this.knownLocals ??= new Map(this.blocks("locals").flatMap(({ body }) => Object.entries(body))));
  }

  private variables(): ReadonlyMap<string, unknown> {
    return (this.knownVariables ??= new Map(
      this.blocks("variable").map(({ labels, body }) => [labels[0]!, body["default"]]),
    ));
  }

  private knownLocals: ReadonlyMap<string, unknown> | undefined;
  private knownVariables: ReadonlyMap<string, unknown> | undefined;
}

function sameAs({ labels: [type = ""], body }: Block, attribute: string): string | undefined {
  if (attribute in body || !isName(type, attribute)) return undefined;
  // What is built has no name that says what is in it.
  return "build" in body ? undefined : "name";
}

function labelled(block: Block, prefix: string): readonly Block[] {
  const start = block.labels.length === 0 ? prefix : `${block.address}.`;
  return Object.entries(block.body)
    .filter(([name]) => name !== "//")
    .flatMap(([name, value]) => {
      const address = start + name;
      const labels = [...block.labels, name];
      return bodiesOf(value, { ...block, address }, name).map((body) => ({ ...block, address, labels, body }));
    });
}

/** A block is an object, or a list of those that are there. */
export function bodiesOf(
  value: unknown,
  { file, address }: Pick<Block, "file" | "address">,
  name: string,
): readonly Block["body"][] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((body) => {
    if (!isObject(body)) throw wrongShape({ file, address }, name, "a block", body);
    return body;
  });
}

/** Words of the language, no templates: https://developer.hashicorp.com/terraform/language/syntax/json#lifecycle-blocks */
function ignoredOf(value: unknown): Fact<readonly string[] | "all"> {
  if (value === undefined || value === null) return byDefault([]);
  if (value === "all") return declared("all");
  const names = [value].flat().flatMap((one) => (typeof one === "string" ? [one] : []));
  return names.includes("all") ? declared("all") : declared(names);
}

/** @throws UnreadableSource for an address that is there twice */
function byAddress(blocks: readonly Block[]): ReadonlyMap<string, Block> {
  const all = new Map<string, Block>();
  for (const block of blocks) {
    if (all.has(block.address)) throw declaredTwice(block);
    all.set(block.address, block);
  }
  return all;
}
