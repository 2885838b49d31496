import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import {
  Alarms,
  Audit,
  Backup,
  Cache,
  Cluster,
  Database,
  DeployRoles,
  Firewall,
  Guard,
  ImageRegistry,
  Key,
  Network,
  Notices,
  PostgresRotation,
  Secret,
  StateBucket,
  Stream,
  Vault,
} from "../../../constructs/aws";
import { AWS } from "../plans/cloud";

const GENERAL = { instanceTypes: ["m7g.large"], minSize: 3, desiredSize: 3, maxSize: 9 };

/** One of each construct, as a platform has them. */
export function declareEverything(stack: TerraformStack): void {
  const key = new Key(stack, "key", { description: "What the shop keeps" });
  const network = new Network(stack, "network", { cidr: "10.20.0.0/16" });
  const cluster = new Cluster(stack, "cluster", { network, version: "1.35", nodeGroups: { general: GENERAL } });
  const database = new Database(stack, "database", { network, key });
  database.allowFrom("nodes", cluster.securityGroupId);
  const secret = new Secret(stack, "orders", { description: "Orders' way to the database", key });
  new PostgresRotation(stack, "rotation", { secret, key, database, network });
  new Cache(stack, "cache", { network, key, users: { orders: "on ~orders:* +@all -@dangerous" } });
  new Stream(stack, "stream", { network, key });
  new ImageRegistry(stack, "images", { repositories: ["shop/api"], key, replicateTo: ["eu-central-1"] });
  watched(stack, key);
}

/** What looks after the rest, and who may change it. */
function watched(stack: TerraformStack, key: Key): void {
  const notices = new Notices(stack, "notices", { mails: ["on-call@example.com"] });
  new Alarms(stack, "alarms", { notices });
  new Guard(stack, "guard", { notices, monthlyUsDollars: 2000 });
  new Firewall(stack, "firewall");
  new Backup(stack, "backup", { vault: new Vault(stack, "vault", { keyArn: key.arn }) });
  new Audit(stack, "audit", { bucketName: "shop-audit" });
  const second = new AwsProvider(stack, "second", {
    ...AWS.settings,
    region: "eu-central-1",
    alias: "second",
  } as const);
  const stateBucket = new StateBucket(stack, "states", { name: "shop-states", replica: second, lockTable: true });
  new DeployRoles(stack, "deploy", {
    ...{ name: "shop", repository: "acme/shop-platform", environment: "shop" },
    ...{ stateBucket, stateKeys: ["shop/shop-network.tfstate"] },
  });
}
