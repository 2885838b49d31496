import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { container } from "../rules/inputs";

/** Two outputs of one platform, and the plan from one to the other. */
export interface ReviewInputs {
  readonly base: string;
  readonly head: string;
  readonly plan: string;
}

type Container = ReturnType<typeof container> & { readonly labels: readonly object[] };

/** Every tenth is another one than before, in a way that depends on its number. */
export async function writeInputs(folder: string, count: number): Promise<ReviewInputs> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const pairs = numbers.map((number) => ({
    name: `layer_${number}`,
    before: container(number),
    after: edited(number),
  }));
  const stack = (side: "before" | "after") => ({
    terraform: { required_providers: { docker: { source: "kreuzwerker/docker", version: "~> 4.6" } } },
    provider: { docker: [{ host: "unix:///var/run/docker.sock" }] },
    resource: { docker_container: Object.fromEntries(pairs.map((pair) => [pair.name, pair[side]])) },
  });
  const [base, head, plan] = ["base", "head", "plan.json"].map((name) => join(folder, `${count}`, name)) as [
    string,
    string,
    string,
  ];
  await writeJson(join(base, "stacks/shop/cdk.tf.json"), stack("before"));
  await writeJson(join(head, "stacks/shop/cdk.tf.json"), stack("after"));
  await writeJson(plan, planOf(pairs));
  return { base, head, plan };
}

function edited(number: number): Container {
  const one: Container = container(number);
  if (number % 10 !== 0) return one;
  const edits: readonly Partial<Container>[] = [
    { labels: [{ label: "team", value: "platform" }] },
    { read_only: false },
    { user: "root" },
    { ports: [{ internal: 80, external: 20_000 + number }] },
  ];
  return { ...one, ...edits[(number / 10) % edits.length] };
}

/** As `terraform show -json` prints it. https://developer.hashicorp.com/terraform/internals/json-format */
function planOf(pairs: readonly { readonly name: string; readonly before: Container; readonly after: Container }[]) {
  const type = "docker_container";
  const provider = "registry.terraform.io/kreuzwerker/docker";
  const placeOf = (name: string) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_name: provider,
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    errored: false,
    planned_values: {
      root_module: { resources: pairs.map(({ name, after }) => ({ ...placeOf(name), values: after })) },
    },
    resource_changes: pairs.map(({ name, before, after }) => {
      const isSame = JSON.stringify(before) === JSON.stringify(after);
      const actions = isSame ? ["no-op"] : ["delete", "create"];
      const change = { actions, before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
      return { ...placeOf(name), change };
    }),
    configuration: {
      provider_config: { docker: { name: "docker", full_name: provider, version_constraint: "~> 4.6" } },
      root_module: { resources: pairs.map(({ name }) => ({ ...placeOf(name), provider_config_key: "docker" })) },
    },
  };
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(value));
}
