import { UNSAYABLE, byDefault, declared, inPart, unknown } from "../../../policies/facts/fact";
import { subjectsOf } from "../../../policies/facts/subject";
import { modulePlatform, synthPlatform } from "../../../policies/readers/synth";
import { FILE, onlyOne } from "../../support/policies/terraform-json";

const stackIn = (json: object) => onlyOne(synthPlatform(json, FILE), "stack");
const backendIn = (type: string, body: object) => stackIn({ terraform: { backend: { [type]: body } } }).backend;
const providerIn = (type: string, body: object) =>
  onlyOne(synthPlatform({ provider: { [type]: body } }, FILE), "provider");

describe("where a state is kept", () => {
  const S3 = { bucket: "shop-state", key: "shop/shop.tfstate" };
  const KEPT = { type: "s3", place: "s3://shop-state/shop/shop.tfstate", hasStaticKeys: false, endpoints: [] };

  it("is the folder where nothing is said", () => {
    expect(stackIn({}).backend).toMatchObject({
      from: "default",
      value: { type: "none", place: "stacks/shop/terraform.tfstate" },
    });
  });

  it.each([
    [S3, { ...KEPT, encrypted: false, locked: false }],
    [
      { ...S3, encrypt: "true", use_lockfile: true },
      { ...KEPT, encrypted: true, locked: true },
    ],
    [
      { ...S3, dynamodb_table: "locks" },
      { ...KEPT, encrypted: false, locked: true },
    ],
  ])("and how: %j", (body, backend) => {
    expect(backendIn("s3", body)).toEqual(declared(backend));
  });

  it.each([
    [{ ...S3, access_key: "the-id-of-a-key" }, { hasStaticKeys: true }],
    [{ ...S3, assume_role: { role_arn: "arn:aws:iam::1:role/x" } }, { hasStaticKeys: false }],
    [{ ...S3, endpoints: { s3: "http://localhost:4566" } }, { endpoints: ["s3"] }],
    [{ ...S3, endpoint: "http://192.0.2.1:9000" }, { endpoints: ["endpoint"] }],
    [{ ...S3, endpoints: { s3: "https://minio.example.com" } }, { endpoints: [] }],
  ])("with whose keys and address: %j", (body, said) => {
    expect(backendIn("s3", body)).toMatchObject({ value: said });
  });

  it("is given elsewhere when the block leaves out what it needs", () => {
    expect(backendIn("s3", {})).toEqual(unknown("expression"));
  });

  it.each([
    ["gcs", { bucket: "b", prefix: "p" }, { place: "gs://b/p", encrypted: true, locked: true }],
    ["http", { address: "https://x" }, { encrypted: undefined, locked: undefined, hasStaticKeys: false }],
    ["http", { address: "https://u:eed0Thae9ohy@x" }, { place: "https://x", hasStaticKeys: true }],
    ["pg", { conn_str: "postgres://u:eed0Thae9ohy@x/state" }, { place: "postgres://x/state", hasStaticKeys: true }],
    ["remote", { organization: "o", workspaces: { name: "w" } }, { place: "app.terraform.io/o/w", encrypted: true }],
    ["local", { path: "../x.tfstate" }, { place: "stacks/x.tfstate", locked: true }],
  ])("of type %s", (type, body, said) => {
    expect(backendIn(type, body)).toMatchObject({ value: said });
  });

  it("is a workspace of HCP Terraform with a cloud block", () => {
    const cloud = { organization: "o", workspaces: [{ name: "w" }] };
    expect(stackIn({ terraform: { cloud } }).backend).toMatchObject({ value: { type: "cloud", encrypted: true } });
  });
});

describe("what a stack fetches, runs and asks", () => {
  it("are the providers that it requires, and those that it uses without a word", () => {
    const { requirements } = stackIn({
      terraform: [{ required_providers: { docker: { source: "kreuzwerker/docker", version: "~> 4.6" }, old: "1.0" } }],
      resource: { random_id: { x: {} }, docker_network: { x: {} }, terraform_data: { x: {} } },
      provider: { helm: { version: "~> 2.0" } },
      module: {
        vpc: { source: "terraform-aws-modules/vpc/aws", version: "5.0.0" },
        git: { source: "git::https://example.com/x.git?ref=v1.2.0" },
        open: { source: "github.com/example/x" },
        own: { source: "./modules/x" },
      },
    });
    expect(requirements).toEqual(
      declared([
        { name: "docker", version: "~> 4.6" },
        { name: "old", version: "1.0" },
        { name: "random", version: undefined },
        { name: "helm", version: "~> 2.0" },
        { name: "module.vpc", version: "5.0.0" },
        { name: "module.git", version: "v1.2.0" },
        { name: "module.open", version: undefined },
      ]),
    );
  });

  it("are other states, provisioners, programs and addresses", () => {
    const open = { backend: "${var.type}", config: {} };
    const network = { backend: "s3", config: { bucket: "b", key: "shop/network.tfstate" } };
    const stack = stackIn({
      data: { terraform_remote_state: { network, open }, external: { x: {} }, http: { y: {} }, aws_ami: { z: {} } },
      resource: { null_resource: { x: { provisioner: [{ "local-exec": { command: "x" } }] } } },
    });
    const state = { address: "data.terraform_remote_state.network", place: "s3://b/shop/network.tfstate" };
    expect(stack.remoteStates).toEqual(inPart([state], "expression"));
    expect(stack.provisioners).toEqual(declared(["null_resource.x"]));
    expect(stack.outsideData).toEqual(declared(["data.external.x", "data.http.y"]));
  });
});

describe("how a provider is configured", () => {
  it.each([
    [{}, "unix", true],
    [{ host: "ssh://me@192.0.2.1" }, "ssh", true],
    [{ host: "ssh://x", ssh_opts: ["-o", "StrictHostKeyChecking=no"] }, "ssh", false],
    [{ host: "ssh://x", ssh_opts: ["-oStrictHostKeyChecking off"] }, "ssh", false],
    [{ host: "ssh://x", ssh_opts: ["-o", "UserKnownHostsFile=/dev/null"] }, "ssh", false],
    [{ host: "ssh://x", ssh_opts: ["-o", "StrictHostKeyChecking=accept-new"] }, "ssh", true],
    [{ host: "tcp://192.0.2.1:2375" }, "tcp", true],
    [{ host: "tcp://192.0.2.1:2376", cert_path: "~/.docker" }, "tls", true],
    [{ host: "tcp://192.0.2.1:2376", cert_path: "" }, "tcp", true],
    [{ host: "tcp://192.0.2.1:2376", cert_material: "${var.certificate}" }, "tls", true],
    [{ host: "npipe:////.//pipe//docker_engine" }, "npipe", true],
  ])("to reach an engine: %j", (body, transport, checksHostKey) => {
    expect(providerIn("docker", body).connection).toMatchObject({ value: { transport, checksHostKey } });
  });

  it("never says who logs in, and cannot tell of a context of the machine", () => {
    const { connection } = providerIn("docker", { host: "ssh://me:secret@192.0.2.1" });
    expect(connection).toMatchObject({ value: { address: "ssh://192.0.2.1" } });
    expect(providerIn("docker", { context: "production" }).connection).toEqual(unknown("expression"));
    expect(providerIn("aws", {}).connection).toEqual(UNSAYABLE);
  });

  it.each([
    [{ endpoints: { s3: "http://localhost:4566", sqs: "" } }, declared(["s3"])],
    [{ endpoints: [{ s3: "https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com" }] }, declared([])],
    [{ endpoints: { s3: "https://s3.amazonaws.com.example.com" } }, declared(["s3"])],
    [{ endpoints: { s3: "${var.x}" } }, inPart([], "expression")],
    [{}, byDefault([])],
  ])("with addresses of its own: %j", (body, endpoints) => {
    expect(providerIn("aws", body).endpoints).toEqual(endpoints);
  });

  it.each([
    ["aws", { access_key: "AKIA", secret_key: "eed0Thae9ohy" }, declared(true)],
    ["aws", { secret_key: "${var.key}" }, declared(false)],
    ["aws", { secret_key: '${join("", ["a"])}' }, unknown("expression")],
    ["aws", { region: "eu-west-1" }, byDefault(false)],
    ["docker", { registry_auth: [{ address: "r", username: "u", password: "eed0Thae9ohy" }] }, declared(true)],
    ["docker", { registry_auth: { address: "r", username: "u", password: "${var.key}" } }, declared(false)],
    ["docker", { registry_auth: { address: "r", config_file: "~/.docker/config.json" } }, declared(false)],
    ["postgresql", { dsn: "postgres://shop:eed0Thae9ohy@db/shop" }, declared(true)],
    ["helm", { kubernetes: { token: "eed0Thae9ohy" } }, declared(true)],
  ])("with keys: %s %j", (type, body, has) => {
    const { hasStaticKeys } = providerIn(type, body);
    expect(hasStaticKeys.state === "known" ? hasStaticKeys.value : hasStaticKeys).toEqual(
      has.state === "known" ? has.value : has,
    );
  });
});

describe("a module", () => {
  it("may lie in several files, which settle each other's names", () => {
    const platform = modulePlatform([
      { file: "infra/main.tf.json", content: { resource: { docker_container: { web: { image: "${local.image}" } } } } },
      { file: "infra/locals.tf.json", content: { locals: [{ image: "nginx:1.27.3" }], terraform: null } },
    ]);
    const container = onlyOne(platform, "container");
    expect(container).toMatchObject({ at: { file: "infra/main.tf.json" }, image: { value: { tag: "1.27.3" } } });
  });

  it("counts what nobody reads, and leaves out what is switched off", () => {
    const { notExamined, subjects } = synthPlatform(
      {
        resource: [
          { aws_vpc: { a: {}, b: {} }, "//": "a comment" },
          { docker_network: { off: { count: 0 }, on: [{}] } },
        ],
        data: { aws_ami: { x: {} } },
        module: { x: { source: "./x" } },
      },
      FILE,
    );
    expect(Object.fromEntries(notExamined)).toEqual({ aws_vpc: 2, "data.aws_ami": 1, module: 1 });
    expect(subjects.map(({ id }) => id)).toEqual(["shop", "docker_network.on"]);
  });

  it("says who is on a network, and what a volume keeps", () => {
    const platform = synthPlatform(
      {
        resource: {
          docker_network: { back: { name: "back" } },
          docker_volume: { data: { name: "data", lifecycle: { prevent_destroy: true } }, cache: { name: "cache" } },
          docker_container: {
            db: {
              image: "postgres:17",
              networks_advanced: { name: "${docker_network.back.name}" },
              volumes: { volume_name: "${docker_volume.data.name}", container_path: "/var/lib/postgresql/data" },
            },
          },
        },
      },
      FILE,
    );
    expect(onlyOne(platform, "network")).toMatchObject({
      internal: byDefault(false),
      members: declared(["docker_container.db"]),
    });
    expect(subjectsOf(platform, "volume")).toMatchObject([
      { stateful: declared(true), preventDestroy: declared(true), change: UNSAYABLE },
      { stateful: declared(false), preventDestroy: byDefault(false) },
    ]);
  });
});
