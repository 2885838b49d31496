import {
  Audit,
  Backup,
  Cache,
  Cluster,
  Database,
  DeployRoles,
  Guard,
  ImageRegistry,
  Key,
  Network,
  Notices,
  Secret,
  StateBucket,
  Stream,
  Vault,
} from "../../../../constructs/aws";
import type { TerraformStack } from "cdktf";
import { awsStack } from "../../aws/aws-stack";
import { open } from "./bases";
import type { Json } from "./mutation";

type Declare = (stack: TerraformStack) => void;

const key = (stack: TerraformStack): Key => new Key(stack, "key", { description: "All of it" });
const network = (stack: TerraformStack): Network => new Network(stack, "network", { cidr: "10.20.0.0/16" });
const ROLE = "arn:aws:iam::111111111111:role/ops";

/** Each construct as somebody takes it who says no more than is asked for. */
export const CLOUDS: Readonly<Record<string, Declare>> = {
  Audit: (stack) => new Audit(stack, "audit", { bucketName: "shop-audit" }),
  Backup: (stack) => new Backup(stack, "backup", { vault: new Vault(stack, "vault", { keyArn: key(stack).arn }) }),
  Cache: (stack) =>
    new Cache(stack, "cache", { network: network(stack), key: key(stack), users: { api: "on ~shop:* +@read" } }),
  Cluster: (stack) =>
    new Cluster(stack, "cluster", {
      network: network(stack),
      version: "1.33",
      administrators: [ROLE],
      nodeGroups: { general: { instanceTypes: ["m7g.large"], minSize: 2, desiredSize: 3, maxSize: 6 } },
    }),
  Database: (stack) => new Database(stack, "db", { network: network(stack), key: key(stack) }),
  DeployRoles: (stack) => {
    new DeployRoles(stack, "deploy", {
      ...{ name: "shop", repository: "acme/shop", environment: "shop" },
      stateBucket: new StateBucket(stack, "states", { name: "shop-states" }),
      stateKeys: ["shop/shop-network.tfstate"],
    });
  },
  Guard: (stack) => new Guard(stack, "guard", { notices: new Notices(stack, "notices"), monthlyUsDollars: 500 }),
  ImageRegistry: (stack) => new ImageRegistry(stack, "images", { repositories: ["shop/api"], key: key(stack) }),
  Key: key,
  Network: network,
  Secret: (stack) => new Secret(stack, "api", { description: "Opens rows", key: key(stack) }),
  StateBucket: (stack) => new StateBucket(stack, "states", { name: "shop-states" }),
  Stream: (stack) => new Stream(stack, "bus", { network: network(stack), key: key(stack) }),
};

export const cloudOf = (name: string): Json => open(awsStack(CLOUDS[name]!));
