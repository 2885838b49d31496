import { declared, UNSAYABLE } from "../../../policies/facts/fact";
import type { Backend, Connection, ProviderFacts, ReleaseFacts, StackFacts } from "../../../policies/facts/terraform";
import type { Platform } from "../../../policies/facts/subject";
import { platformOf } from "./container";

export const backend = (other: Partial<Backend> = {}): Backend => ({
  type: "s3",
  place: "s3://state/shop/shop-data.tfstate",
  encrypted: true,
  locked: true,
  hasStaticKeys: false,
  endpoints: [],
  ...other,
});

/** A stack that keeps every promise, but for what is said. */
export const stack = (other: Partial<StackFacts> = {}): StackFacts => ({
  id: "shop-data",
  kind: "stack",
  source: "synth",
  at: { file: "stacks/shop-data/cdk.tf.json", address: "terraform" },
  backend: declared(backend()),
  requirements: declared([{ name: "docker", version: "~> 4.6" }]),
  remoteStates: declared([
    { address: "data.terraform_remote_state.network", place: "s3://state/shop/shop-network.tfstate" },
  ]),
  provisioners: declared([]),
  outsideData: declared([]),
  ...other,
});

/** Another stack, as it is examined together with the first. */
export const platformWith = (other: Partial<StackFacts>): Platform =>
  platformOf(stack({ id: "shop-network", at: { file: "stacks/shop-network/cdk.tf.json" }, ...other }));

export const connection = (other: Partial<Connection> = {}): Connection => ({
  transport: "ssh",
  address: "ssh://192.0.2.10",
  checksHostKey: true,
  ...other,
});

/** The provider of an engine that keeps every promise, but for what is said. */
export const engine = (other: Partial<ProviderFacts> = {}): ProviderFacts => ({
  id: "provider.docker",
  kind: "provider",
  source: "synth",
  at: { file: "cdk.tf.json", address: "provider.docker" },
  type: "docker",
  endpoints: UNSAYABLE,
  allowedAccounts: UNSAYABLE,
  hasStaticKeys: declared(false),
  connection: declared(connection()),
  ...other,
});

/** The provider of a cloud that keeps every promise, but for what is said. */
export const cloud = (other: Partial<ProviderFacts> = {}): ProviderFacts => ({
  ...engine(),
  id: "provider.aws",
  type: "aws",
  endpoints: declared([]),
  allowedAccounts: declared(["111111111111"]),
  connection: UNSAYABLE,
  ...other,
});

/** A release that keeps every promise, but for what is said. */
export const release = (other: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  id: "helm_release.web",
  kind: "release",
  source: "synth",
  at: { file: "cdk.tf.json", address: "helm_release.web" },
  chartIsLocal: declared(false),
  version: declared("1.4.2"),
  repository: declared("https://charts.example.com"),
  atomic: declared(true),
  wait: declared(true),
  secretValues: declared([]),
  strangeValues: declared([]),
  ...other,
});
