import { isDeepStrictEqual } from "node:util";

import { notInTheTemplate } from "../errors";

type Json = Readonly<Record<string, unknown>>;

/** A stack as Terraform reads it. */
export interface SynthesizedStack {
  readonly terraform: { readonly backend: { readonly local?: Json }; readonly required_providers: Json };
  readonly provider: Readonly<Record<string, readonly Json[]>>;
  /** By type, then by name. */
  readonly resource: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** Classes of the provider's barrel. */
const CLASSES: Readonly<Record<string, string>> = {
  docker_container: "container.Container",
  docker_network: "network.Network",
};

/** Attributes whose keys are the user's own words: they stay as they are. */
const MAPS = new Set(["log_opts", "tmpfs", "sysctls"]);

/**
 * The same resources in the style of `cdktf init --template=typescript`: one stack, one constructor call for each resource,
 * imports from barrels, stack traces as they are by default.
 */
export function stockProgram(name: string, stack: SynthesizedStack): string {
  return [
    `import { Construct } from "constructs";`,
    `import { App, LocalBackend, TerraformStack } from "cdktf";`,
    `import { container, network, provider } from "@cdktf/provider-docker";`,
    ``,
    `class MyStack extends TerraformStack {`,
    `  constructor(scope: Construct, id: string) {`,
    `    super(scope, id);`,
    ...[backend(stack), ...providerCalls(stack), ...resourceCalls(stack)].map((call) => `    ${call}`),
    `  }`,
    `}`,
    ``,
    `const app = new App();`,
    `new MyStack(app, ${JSON.stringify(name)});`,
    `app.synth();`,
    ``,
  ].join("\n");
}

/** Whether two stacks declare the same to Terraform. Metadata differ: comments, and where a construct was made. */
export function declareTheSame(one: SynthesizedStack, other: SynthesizedStack): boolean {
  return isDeepStrictEqual(withoutComments(one), withoutComments(other));
}

function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(entries.map(([key, below]) => [key, withoutComments(below)]));
}

function backend({ terraform }: SynthesizedStack): string {
  if (terraform.backend.local === undefined) throw notInTheTemplate("a state that is not local");
  return `new LocalBackend(this, ${literal(terraform.backend.local)});`;
}

/** The bindings would ask for the version that they were made from. */
function providerCalls({ terraform, provider }: SynthesizedStack): readonly string[] {
  const [type, ...others] = Object.keys(provider);
  const [settings, ...further] = provider["docker"] ?? [];
  if (type !== "docker" || others.length + further.length > 0) throw notInTheTemplate("more than one provider");
  return [
    `const dockerProvider = new provider.DockerProvider(this, "docker", ${literal(settings)});`,
    `this.addOverride("terraform.required_providers", ${JSON.stringify(terraform.required_providers)});`,
  ];
}

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly attributes: Json;
  /** Addresses. @default - it says nothing of others */
  readonly needs?: readonly string[];
}

/** What others depend on is made before them, and has a name. */
function resourceCalls({ resource }: SynthesizedStack): readonly string[] {
  const all = inOrder(resourcesOf(resource));
  const needed = new Set(all.flatMap(({ needs = [] }) => needs));
  const names = new Map(all.map(({ address }, index) => [address, `resource${index + 1}`]));
  return all.map(({ address, type, name, attributes, needs }) => {
    const dependsOn = needs ? `, dependsOn: [${needs.map((other) => names.get(other)!).join(", ")}]` : "";
    const props = literal(attributes).replace(/}$/, `, provider: dockerProvider${dependsOn} }`);
    const call = `new ${classOf(type)}(this, ${JSON.stringify(name)}, ${props});`;
    return needed.has(address) ? `const ${names.get(address)!} = ${call}` : call;
  });
}

function resourcesOf(resource: SynthesizedStack["resource"]): readonly Resource[] {
  return Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, { depends_on: needs, provider: _, "//": _comment, ...attributes }]) => {
      return { address: `${type}.${name}`, type, name, attributes, needs: needs as Resource["needs"] };
    }),
  );
}

function inOrder(resources: readonly Resource[]): readonly Resource[] {
  const byAddress = new Map(resources.map((one) => [one.address, one]));
  const done = new Set<Resource>();
  const visit = (one: Resource) => {
    if (done.has(one)) return;
    one.needs?.forEach((other) => visit(byAddress.get(other)!));
    done.add(one);
  };
  resources.forEach(visit);
  return [...done];
}

function classOf(type: string): string {
  const found = CLASSES[type];
  if (found === undefined) throw notInTheTemplate(`a resource of type ${type}`);
  return found;
}

/** A value as the bindings want it: their names are Terraform's in camel case. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, below]) =>
    MAPS.has(key) ? `${camelCase(key)}: ${JSON.stringify(below)}` : `${camelCase(key)}: ${literal(below)}`,
  );
  return `{ ${entries.join(", ")} }`;
}

const camelCase = (key: string) => key.replace(/_(\w)/g, (_text, letter: string) => letter.toUpperCase());
