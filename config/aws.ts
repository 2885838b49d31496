import { z } from "zod";

export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1");

/** What AWS runs of each, in the words of the construct library; a test says when the two differ. */
export const OFFERED = {
  kubernetes: ["1.32", "1.33", "1.34", "1.35", "1.36"],
  postgres: ["14", "15", "16", "17", "18"],
  valkey: ["7.2", "8.0", "8.1"],
  kafka: ["3.7.x", "3.8.x", "3.9.x"],
  evictions: [
    ...(["noeviction", "allkeys-lru", "allkeys-lfu", "allkeys-random"] as const),
    ...(["volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"] as const),
  ],
} as const;

const whole = (least: number, most: number) => z.number().int().min(least).max(most);

const classOf = (prefix: string) => {
  const example = `${prefix}.m7g.large`;
  return z
    .string()
    .regex(new RegExp(`^${prefix}\\.[a-z0-9]+\\.\\w+$`), `a class such as ${example}`)
    .default(example);
};

const role = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "a role such as arn:aws:iam::123456789012:role/platform");

const nameInSql = z
  .string()
  .regex(/^[a-z_][a-z0-9_]{0,62}$/, "at most 63 small letters, digits and underscores, beginning with a letter");

const networkSettings = z.strictObject({
  cidr: z
    .cidrv4()
    .describe("private addresses, /16 to /22; take a /16 where you can, since pods have addresses of it, and it stays"),
  zones: z
    .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "a zone such as eu-west-1a"))
    .min(2)
    .max(4)
    .optional()
    .describe("availability zones, further ones at the end; three of the region when left out"),
  natGateways: z
    .enum(["one", "onePerZone"])
    .default("onePerZone")
    .describe("ways into the internet; with one, no zone has any when that zone fails"),
  connectedTo: z
    .array(z.cidrv4())
    .default([])
    .describe("addresses that it is, or will be, connected with: a VPN, an office, another region"),
});

const nodeSettings = z.strictObject({
  instanceTypes: z
    .array(
      z
        .string()
        .regex(
          /^[a-z]+-?\d+[a-z0-9-]*\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/,
          "family.size, such as m7g.large",
        ),
    )
    .min(1)
    .describe("one or several of one architecture; the others are taken when the first is sold out"),
  min: whole(0, 1000).describe("nodes at least"),
  desired: whole(0, 1000).describe("nodes at first"),
  max: whole(1, 1000).describe("nodes at most"),
  diskGiB: whole(20, 16_384).default(50).describe("size of each node's disk"),
});

const clusterSettings = z.strictObject({
  version: z
    .enum(OFFERED.kubernetes)
    .describe("version of Kubernetes, in quotes; one that runs goes up by one at a time, never down"),
  administrators: z.array(role).default([]).describe("roles that may do everything in it"),
  viewers: z.array(role).default([]).describe("roles that see everything in it but secrets"),
  apiFrom: z
    .array(z.cidrv4())
    .default([])
    .describe("addresses that reach its private endpoint, such as a VPN's; nodes and pods alone when empty"),
  nodes: z.record(z.string(), nodeSettings).describe("groups of nodes, by name"),
});

const databaseSettings = z.strictObject({
  version: z
    .enum(OFFERED.postgres)
    .default("17")
    .describe("major version of PostgreSQL, in quotes; AWS chooses the minor one, and upgrades it"),
  instanceClass: classOf("db").describe("class of the server, and of the one that takes over"),
  storageGiB: whole(20, 65_536).default(100).describe("size at first"),
  mostStorageGiB: whole(20, 65_536).default(1000).describe("size up to which it grows by itself"),
  databaseName: nameInSql.default("app").describe("database that is there at first"),
  masterUser: nameInSql.default("owner").describe("who may create roles; RDS makes, keeps and rotates the password"),
  backupRetentionDays: whole(7, 35).default(30).describe("days for which any second can be restored"),
  multiAz: z.boolean().default(true).describe("a second server in another zone takes over"),
  deletionProtection: z.boolean().default(true).describe("it cannot be deleted before this is false"),
  finalSnapshot: z.boolean().default(true).describe("what is left when it is deleted"),
});

const cacheSettings = z.strictObject({
  users: z
    .record(z.string(), z.string().min(1))
    .describe('who may connect, and what he may do, in the words of Valkey\'s ACL: "on ~api:* -@all +@read"'),
  version: z.enum(OFFERED.valkey).default("8.0").describe("version of Valkey, in quotes"),
  nodeType: classOf("cache").describe("class of each node"),
  nodes: whole(2, 6).default(2).describe("the one that is written, and its copies in other zones"),
  eviction: z.enum(OFFERED.evictions).default("volatile-lru").describe("what goes when the memory is full"),
  snapshotRetentionDays: whole(1, 35).default(7).describe("days that each day's snapshot is kept"),
});

const streamSettings = z.strictObject({
  version: z.enum(OFFERED.kafka).default("3.8.x").describe("version of Kafka"),
  instanceType: classOf("kafka").describe("class of each broker"),
  brokers: whole(3, 30).multipleOf(3).default(3).describe("as many in each of three zones; can only grow"),
  storageGiB: whole(1, 16_384).default(100).describe("size of each broker at first"),
  mostStorageGiB: whole(1, 16_384).default(1000).describe("size up to which each grows by itself; never shrinks"),
  retentionHours: whole(1, 87_600)
    .default(168)
    .describe("hours that a topic keeps its records, unless it says otherwise"),
});

const imagesSettings = z.strictObject({
  repositories: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/, "a repository such as shop/api")
        .min(2)
        .max(256),
    )
    .min(1)
    .describe("repositories of images; a tag is written once"),
});

const noticesSettings = z.strictObject({
  mails: z.array(z.email()).default([]).describe("who is written to; each confirms once"),
  monthlyUsDollars: z
    .number()
    .positive()
    .optional()
    .describe(
      "what a month may cost; with it GuardDuty looks for intruders as well. One environment of an account and region may say it",
    ),
});

const auditSettings = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "a bucket name: 3 to 63 lower-case letters, digits and hyphens")
    .describe("bucket for the records, which is made; its name is nobody else's in all of AWS"),
  lockedDays: whole(90, 36_500)
    .default(365)
    .describe("days in which nobody, not even the account's root, deletes a record"),
});

/** What the platform stands on in AWS. With an account and a region alone, nothing is made there but its states' bucket. */
export const awsSettings = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/, "an account id: twelve digits, in quotes")
    .describe("account that everything lies in; with credentials of another one nothing is done"),
  region: region.describe("region that everything lies in"),
  tags: z
    .record(z.string(), z.string().regex(/^[\w .:/=+@-]{0,256}$/, "at most 256 letters, digits, spaces and _.:/=+@-"))
    .default({})
    .describe("tags of everything, beside those that say environment and stack"),
  network: networkSettings.optional().describe("the network that all of it lies in"),
  cluster: clusterSettings.optional().describe("Kubernetes of EKS, where the target is kubernetes"),
  database: databaseSettings.optional().describe("PostgreSQL of RDS"),
  cache: cacheSettings.optional().describe("Valkey of ElastiCache"),
  stream: streamSettings.optional().describe("Kafka of MSK"),
  images: imagesSettings.optional().describe("registry of images, ECR"),
  notices: noticesSettings.optional().describe("who is told what is wrong; needed with a network"),
  audit: auditSettings
    .optional()
    .describe("record of what anybody did in the account, in all regions; one environment of an account has it"),
});

export type AwsSettings = z.output<typeof awsSettings>;

/** Whether more is asked for than an account in which the platform's state lies. */
export const asksForStacks = ({ accountId: _, region: __, tags: ___, ...rest }: AwsSettings): boolean =>
  Object.values(rest).some((part) => part !== undefined);
