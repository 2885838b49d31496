/** Secrets, and inputs of a review that hold one in every place where people put them. */

type Json = Readonly<Record<string, unknown>>;

/** One secret and where it is planted; `set` puts it into the inputs. */
export interface Place {
  readonly name: string;
  readonly plant: (secret: string) => Inputs;
}

export interface Inputs {
  readonly plan?: Json;
  readonly base?: Json;
  readonly head?: Json;
}

const change = (address: string, said: Json, more: Json = {}): Inputs => ({
  plan: { resource_changes: [{ address, mode: "managed", type: address.split(".")[0], change: said, ...more }] },
});
const after = (address: string, value: Json, marks: unknown = {}): Inputs =>
  change(address, { actions: ["update"], before: {}, after: value, before_sensitive: {}, after_sensitive: marks });
const before = (address: string, value: Json, marks: unknown = {}): Inputs =>
  change(address, { actions: ["delete"], before: value, after: null, before_sensitive: marks, after_sensitive: false });
const inBoth = (stack: Json): Inputs => ({ base: stack, head: stack });
const container = (value: Json): Inputs => inBoth({ resource: { docker_container: { app: value } } });

const url = (secret: string): string => encodeURIComponent(secret);

/** What marks: Terraform, a schema, a variable, an output. */
const MARKED: readonly Place[] = [
  { name: "after, marked", plant: (s) => after("aws_x.a", { note: s }, { note: true }) },
  { name: "before, marked", plant: (s) => before("aws_x.b", { list: ["a", s] }, { list: [false, true] }) },
  { name: "a marked tree", plant: (s) => after("aws_x.c", { block: [{ deep: { one: s } }] }, { block: true }) },
  { name: "planned values, marked", plant: (s) => plannedValues({ note: s }, { note: true }) },
  {
    name: "prior state, marked",
    plant: (s) => ({ plan: { prior_state: { values: valuesOf({ note: s }, { note: true }) } } }),
  },
  {
    name: "drift, marked",
    plant: (s) => ({ plan: { resource_drift: after("aws_x.d", { n: s }, { n: true }).plan!["resource_changes"] } }),
  },
  {
    name: "a sensitive variable of a plan",
    plant: (s) => ({
      plan: {
        variables: { v: { value: s } },
        configuration: { root_module: { variables: { v: { sensitive: true } } } },
      },
    }),
  },
  {
    name: "a sensitive output of a plan",
    plant: (s) => ({ plan: { output_changes: { o: { before: null, after: s, after_sensitive: true } } } }),
  },
  {
    name: "a sensitive output's value",
    plant: (s) => ({ plan: { planned_values: { outputs: { o: { sensitive: true, value: { inner: s } } } } } }),
  },
  {
    name: "a sensitive variable's default",
    plant: (s) => inBoth({ variable: { v: { sensitive: true, default: s } } }),
  },
  { name: "a sensitive output", plant: (s) => inBoth({ output: { o: { sensitive: true, value: s } } }) },
  {
    name: "an argument of a module",
    plant: (s) => ({
      plan: {
        configuration: {
          root_module: {
            module_calls: {
              m: { expressions: { seed: { constant_value: s } }, module: { variables: { seed: { sensitive: true } } } },
            },
          },
        },
      },
    }),
  },
  { name: "a schema's attribute", plant: (s) => inBoth({ resource: { aws_ssm_parameter: { p: { value: s } } } }) },
  {
    name: "a schema's inner attribute",
    plant: (s) => inBoth({ resource: { helm_release: { r: { set_sensitive: [{ name: "x", value: s }] } } } }),
  },
  {
    name: "a schema's attribute of data",
    plant: (s) => inBoth({ data: { aws_kms_ciphertext: { c: { plaintext: s } } } }),
  },
  {
    name: "JSON of a schema's attribute",
    plant: (s) =>
      inBoth({
        resource: { aws_secretsmanager_secret_version: { v: { secret_string: JSON.stringify({ one: { two: s } }) } } },
      }),
  },
  {
    name: "base64 of a schema's attribute",
    plant: (s) => inBoth({ resource: { docker_secret: { d: { data: Buffer.from(s).toString("base64") } } } }),
  },
];

const plannedValues = (values: Json, marks: Json): Inputs => ({ plan: { planned_values: valuesOf(values, marks) } });
const valuesOf = (values: Json, marks: Json): Json => ({
  root_module: { child_modules: [{ resources: [{ address: "module.m.aws_x.e", values, sensitive_values: marks }] }] },
});

/** What gives itself away: a name, a form, a program. */
const TOLD: readonly Place[] = [
  { name: "an env list", plant: (s) => container({ env: ["A=1", `DB_PASSWORD=${s}`] }) },
  {
    name: "a URL in an env list",
    plant: (s) => container({ env: [`DATABASE_URL=postgres://shop:${url(s)}@db:5432/shop`] }),
  },
  { name: "a label", plant: (s) => container({ labels: [{ label: "com.example.api-key", value: s }] }) },
  { name: "labels in a map", plant: (s) => container({ labels: { "db.password": s } }) },
  { name: "an argument", plant: (s) => container({ command: ["app", "--password", s, "--verbose"] }) },
  { name: "an argument with =", plant: (s) => container({ command: ["app", `--auth-token=${s}`] }) },
  { name: "a glued argument", plant: (s) => container({ command: ["mysql", `-p${s}`, "-u", "root"] }) },
  {
    name: "an argument in a script",
    plant: (s) => container({ command: ["sh", "-c", `redis-cli -a '${s}' ping && exit 0`] }),
  },
  {
    name: "a header in a check",
    plant: (s) =>
      container({ healthcheck: [{ test: ["CMD", "curl", "-H", `Authorization: Bearer ${s}`, "http://x"] }] }),
  },
  {
    name: "a provisioner's command",
    plant: (s) =>
      inBoth({
        resource: {
          terraform_data: { t: { provisioner: [{ "local-exec": { command: `deploy --password ${s} now` } }] } },
        },
      }),
  },
  {
    name: "a connection",
    plant: (s) => inBoth({ resource: { terraform_data: { t: { connection: { password: s } } } } }),
  },
  { name: "a provider's block", plant: (s) => inBoth({ provider: { other: [{ host: "x", anything: s }] } }) },
  {
    name: "a provider's inner block",
    plant: (s) => inBoth({ provider: { docker: [{ registry_auth: [{ address: "r", password: s }] }] } }),
  },
  {
    name: "a provider's block of a plan",
    plant: (s) => ({
      plan: {
        configuration: {
          provider_config: { aws: { name: "aws", expressions: { access_key: { constant_value: s } } } },
        },
      },
    }),
  },
  { name: "a backend's block", plant: (s) => inBoth({ terraform: { backend: { pg: { conn_str: s } } } }) },
  { name: "a local", plant: (s) => inBoth({ locals: { admin_password: s } }) },
  {
    name: "helm's values",
    plant: (s) =>
      inBoth({
        resource: {
          helm_release: {
            r: { values: [`# from here\nauth:\n  user: shop\n  password: ${JSON.stringify(s)} # end\n`] },
          },
        },
      }),
  },
  {
    name: "a block of helm's values",
    plant: (s) =>
      inBoth({ resource: { helm_release: { r: { values: [`tokens:\n  one: |\n    ${s}\n  two: 'x'\n`] } } } }),
  },
  {
    name: "an anchor of helm's values",
    plant: (s) =>
      inBoth({ resource: { helm_release: { r: { values: [`x: &a ${JSON.stringify(s)}\npassword: *a\n`] } } } }),
  },
  {
    name: "a set of helm",
    plant: (s) => inBoth({ resource: { helm_release: { r: { set: [{ name: "auth.password", value: s }] } } } }),
  },
  {
    name: "JSON in an attribute",
    plant: (s) => container({ env: [`CONFIG=${JSON.stringify({ db: { password: s } })}`] }),
  },
  { name: "JSON in JSON", plant: (s) => container({ note: JSON.stringify({ inner: JSON.stringify({ apiKey: s }) }) }) },
  {
    name: "an uploaded file",
    plant: (s) =>
      container({ upload: [{ content_base64: Buffer.from(`user=shop\npassword=${s}\n`).toString("base64") }] }),
  },
  {
    name: "an uploaded text",
    plant: (s) => container({ upload: [{ content: `[db]\nuser = shop\npassword = "${s}"\n` }] }),
  },
  {
    name: "a Secret of a cluster",
    plant: (s) => inBoth({ objects: [{ kind: "Secret", data: { x: Buffer.from(s).toString("base64") } }] }),
  },
  {
    name: "a check's message",
    plant: (s) => ({
      plan: { checks: [{ instances: [{ problems: [{ message: `cannot reach amqp://shop:${url(s)}@mq` }] }] }] },
    }),
  },
];

/** What nobody made up, and no attribute explains. */
const RANDOM: readonly Place[] = [
  { name: "a label without a telling name", plant: (s) => container({ labels: { note: s } }) },
  { name: "a word of a command", plant: (s) => container({ command: ["app", "start", s] }) },
  {
    name: "an import's id",
    plant: (s) => change("aws_x.i", { actions: ["no-op"], importing: { id: `x/${s}` }, before: {}, after: {} }),
  },
  { name: "an import's block", plant: (s) => inBoth({ import: [{ to: "aws_x.i", id: s }] }) },
  { name: "a key of a map", plant: (s) => container({ log_opts: { [s]: "x" } }) },
  { name: "a key of for_each", plant: (s) => after(`docker_container.app["${s}"]`, { name: "x" }) },
  {
    name: "a previous address",
    plant: (s) =>
      change(
        "docker_container.z",
        { actions: ["no-op"], before: {}, after: {} },
        { previous_address: `docker_container.y["${s}"]` },
      ),
  },
];

export const PLACES = { MARKED, TOLD, RANDOM } as const;
