import { at, engine, mutations, type Edit, type Json, type Mutation } from "./mutation";

const backend =
  (change: Json): Edit =>
  (stack) =>
    Object.assign(at(stack, "terraform", "backend", "s3"), change);
const provider =
  (change: Json): Edit =>
  (stack) =>
    Object.assign(at(stack, "provider", "aws"), change);
const release =
  (change: Json): Edit =>
  (stack) =>
    Object.assign(at(stack, "resource", "helm_release", "platform_redis"), change);

/** Keeps what it says of everything else. */
const data =
  (type: string, body: Json): Edit =>
  (stack) => {
    at(stack, "data", type)["other"] = body;
    at(stack, "terraform", "required_providers")[type] = { source: `hashicorp/${type}`, version: "~> 3.0" };
  };

/** Of a stack whose state lies in a bucket, with a provider of the cloud. */
export const STACK_MUTATIONS: readonly Mutation[] = mutations([
  ["state-encryption", "no encryption", backend({ encrypt: undefined })],
  ["state-lock", "no lock", backend({ use_lockfile: undefined })],
  ["state-keys", "keys of an account", backend({ access_key: "AKIAEXAMPLE", secret_key: "eed0Thae9ohy" })],
  ["state-endpoint", "an emulator", backend({ endpoints: { s3: "http://localhost:4566" } })],
  [
    "version-constraints",
    "a provider without an upper bound",
    (stack) => Object.assign(at(stack, "terraform", "required_providers", "docker"), { version: ">= 4" }),
  ],
  ["version-constraints", "a provider that is not required", (stack) => at(stack, "resource", "random_id", "x")],
  [
    "version-constraints",
    "a module by its branch",
    (stack) => Object.assign(at(stack, "module", "vpc"), { source: "git::https://example.com/vpc.git?ref=main" }),
  ],
  [
    "foreign-state",
    "the state of another environment",
    data("terraform_remote_state", { backend: "s3", config: { bucket: "shop-state", key: "blog/blog.tfstate" } }),
  ],
  [
    "provisioners",
    "a provisioner",
    (stack) =>
      Object.assign(at(stack, "resource", "terraform_data", "setup"), {
        provisioner: { "local-exec": { command: "true" } },
      }),
  ],
  ["outside-data", "a program", data("external", { program: ["./ask.sh"] })],
  ["outside-data", "an address", data("http", { url: "https://example.com" })],
  [
    "engine-transport",
    "an engine that asks nobody who is there",
    (stack) => Object.assign(engine(stack), { host: "tcp://192.0.2.10:2375" }),
  ],
  [
    "engine-host-key",
    "an engine whose key nobody checks",
    (stack) => Object.assign(engine(stack), { host: "ssh://192.0.2.10", ssh_opts: ["-oStrictHostKeyChecking=no"] }),
  ],
  ["provider-endpoints", "an emulator", provider({ endpoints: [{ s3: "http://localhost:4566" }] })],
  ["provider-accounts", "any account", provider({ allowed_account_ids: [] })],
  ["provider-keys", "keys of an account", provider({ access_key: "AKIAEXAMPLE", secret_key: "eed0Thae9ohy" })],
]);

/** Of a platform in a cluster. */
export const RELEASE_MUTATIONS: readonly Mutation[] = mutations([
  [
    "release-version",
    "whatever chart is the newest",
    release({ chart: "redis", repository: "https://charts.example.com" }),
  ],
  [
    "release-repository",
    "a chart in clear text",
    release({ chart: "redis", repository: "http://charts.example.com", version: "1.4.2" }),
  ],
  ["release-atomic", "a release that stays half done", release({ atomic: false })],
  ["release-wait", "a release that nobody waits for", release({ atomic: false, wait: false }), "release-atomic"],
  [
    "release-secrets",
    "a password",
    release({ set: [{ name: "server.environment.DB_PASSWORD", value: "eed0Thae9ohy" }] }),
  ],
  [
    "release-secrets",
    "a password that is called sensitive",
    release({ set_sensitive: { name: "auth.x", value: "y" } }),
  ],
  [
    "release-values",
    "a value that the chart does not know",
    release({ set: [{ name: "server.readOnly", value: "true" }] }),
  ],
]);
