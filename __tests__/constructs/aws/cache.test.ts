import { TerraformOutput } from "cdktf";
import { Cache, type CacheProps } from "../../../constructs/aws";
import { awsStack, theOnly } from "../../support/aws/aws-stack";
import { allOf, KEY, LATER, NETWORK } from "../../support/aws/data-network";

const props: CacheProps = { network: NETWORK, key: KEY, users: { api: "on ~api:* -@all +@read +@write" } };
const cacheWith = (changed: Partial<CacheProps> = {}) =>
  awsStack((stack) => new Cache(stack, "cache", { ...props, ...changed }));

describe("a cache", () => {
  it("is encrypted where it lies and on its way", () => {
    expect(theOnly(cacheWith(), "aws_elasticache_replication_group")).toMatchObject({
      engine: "valkey",
      engine_version: "8.0",
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      at_rest_encryption_enabled: "true",
      kms_key_id: KEY.arn,
    });
  });

  it("knows users by IAM alone: no password is in the state, and there is no user without a name", () => {
    const json = cacheWith();
    expect(theOnly(json, "aws_elasticache_user")).toEqual({
      access_string: "on ~api:* -@all +@read +@write",
      authentication_mode: { type: "iam" },
      engine: "valkey",
      user_id: "shop-cache-api",
      user_name: "shop-cache-api",
    });
    const { user_ids, engine } = theOnly(json, "aws_elasticache_user_group");
    expect([engine, user_ids]).toEqual([
      "valkey",
      [expect.stringMatching(/^\$\{aws_elasticache_user\..+\.user_id\}$/)],
    ]);
    const group = theOnly(json, "aws_elasticache_replication_group");
    expect(group["auth_token"]).toBeUndefined();
    expect(group["user_group_ids"]).toEqual([expect.stringMatching(/^\$\{aws_elasticache_user_group\..+\.id\}$/)]);
  });

  it("is in two zones, and the copy takes over", () => {
    const json = cacheWith();
    expect(theOnly(json, "aws_elasticache_replication_group")).toMatchObject({
      replication_group_id: "shop-cache",
      num_cache_clusters: 2,
      multi_az_enabled: true,
      automatic_failover_enabled: true,
      auto_minor_version_upgrade: "true",
    });
    expect(theOnly(json, "aws_elasticache_subnet_group")).toMatchObject({ subnet_ids: NETWORK.isolatedSubnetIds });
  });

  it("keeps snapshots for a week, and one when it is deleted", () => {
    expect(theOnly(cacheWith(), "aws_elasticache_replication_group")).toMatchObject({
      snapshot_retention_limit: 7,
      final_snapshot_identifier: "shop-cache-final",
    });
  });

  it("writes what is slow and what the engine says into encrypted logs", () => {
    const json = cacheWith();
    const groups = allOf(json, "aws_cloudwatch_log_group");
    expect(groups.map(({ name, retention_in_days, kms_key_id }) => [name, retention_in_days, kms_key_id])).toEqual([
      ["/aws/elasticache/shop-cache/engine-log", 90, KEY.arn],
      ["/aws/elasticache/shop-cache/slow-log", 90, KEY.arn],
    ]);
    const { log_delivery_configuration } = theOnly(json, "aws_elasticache_replication_group");
    expect(log_delivery_configuration).toMatchObject([
      { log_type: "slow-log", log_format: "json", destination_type: "cloudwatch-logs" },
      { log_type: "engine-log", log_format: "json", destination_type: "cloudwatch-logs" },
    ]);
  });

  it("has parameters of its version", () => {
    const { name, family, parameter } = theOnly(cacheWith({ version: "7.2" }), "aws_elasticache_parameter_group");
    expect([name, family]).toEqual(["shop-cache-valkey7", "valkey7"]);
    expect(parameter).toEqual([{ name: "maxmemory-policy", value: "volatile-lru" }]);
  });

  it("is reached by those who are named alone", () => {
    const json = awsStack((stack) => new Cache(stack, "cache", props).allowFrom("nodes", "sg-nodes"));
    expect(theOnly(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({
      referenced_security_group_id: "sg-nodes",
      from_port: 6379,
      to_port: 6379,
    });
    expect(allOf(cacheWith(), "aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  it("says what a role may do that connects as one user, and how the user is named", () => {
    const { output } = awsStack((stack) => {
      const cache = new Cache(stack, "cache", props);
      new TerraformOutput(stack, "said", { value: [cache.connectAs("api"), cache.nameOf("api")] });
      expect(() => cache.connectAs("nobody")).toThrow(
        "[shop/cache/users] has no user 'nobody', got: nobody\nPass one of api.",
      );
    });
    expect(output!["said"]!.value).toEqual([
      {
        Sid: "ConnectToCache",
        Effect: "Allow",
        Action: "elasticache:Connect",
        Resource: [
          expect.stringMatching(/^\$\{aws_elasticache_replication_group\..+\.arn\}$/),
          expect.stringMatching(/^\$\{aws_elasticache_user\..+\.arn\}$/),
        ],
      },
      expect.stringMatching(/^\$\{aws_elasticache_user\..+\.user_name\}$/),
    ]);
  });

  it("takes subnets that another stack will name", () => {
    const json = cacheWith({ network: { vpcId: "${var.vpc}", isolatedSubnetIds: LATER } });
    expect(theOnly(json, "aws_elasticache_subnet_group")["subnet_ids"]).toBe("${var.subnets}");
  });

  it.each<[Record<string, unknown>, string]>([
    [{ version: "6.2" }, "[shop/cache] version is not supported, got: 6.2\nPass one of 7.2, 8.0, 8.1."],
    [
      { nodeType: "cache.zz" },
      "[shop/cache] nodeType is no class that AWS offers here, got: cache.zz\nPass one such as cache.m7g.large.",
    ],
    [{ nodes: 1 }, "[shop/cache] nodes must be 2 to 6, got: 1\nPass a whole number within."],
    [
      { snapshotRetentionDays: 0 },
      "[shop/cache] snapshotRetentionDays must be 1 to 35, got: 0\nPass a whole number within.",
    ],
    [{ eviction: "oldest" }, "[shop/cache] eviction is not supported, got: oldest\nPass one of noeviction, "],
    [
      { network: { vpcId: "vpc-0a", isolatedSubnetIds: ["subnet-0a"] } },
      "[shop/cache] needs subnets in at least 2 zones, got: 1\nPass the subnets of a network over more zones.",
    ],
    [
      { users: {} },
      '[shop/cache] has no user, got: {}\nPass at least one, such as users: { api: "on ~api:* -@all +@read +@write" }.',
    ],
    [
      { users: { api: "on >planted-password ~* +@all" } },
      "[shop/cache] user 'api' must begin with on and have no password, got: on >… ~* +@all\nTake the words that begin with >, #, < or ! and nopass away: users prove who they are by IAM.",
    ],
    [
      { users: { api: "on nopass ~* +@all" } },
      "[shop/cache] user 'api' must begin with on and have no password, got: on nopass ~* +@all\nTake the words that begin with >, #, < or ! and nopass away: users prove who they are by IAM.",
    ],
    [
      { users: { Api: "on ~* +@all" } },
      "[shop/cache] users must be small letters, digits and single hyphens, beginning with a letter, got: Api\nPass another name.",
    ],
    [
      { users: { ["a".repeat(40)]: "on ~* +@all" } },
      "[shop/cache/users] users must be at most 40 small letters, digits and single hyphens, beginning with a letter, got: shop-cache-a",
    ],
    [
      { name: "shop_cache" },
      "[shop/cache] name must be at most 40 small letters, digits and single hyphens, beginning with a letter, got: shop_cache\nPass another name.",
    ],
  ])("is refused with %j", (wrong, message) => {
    expect(() => cacheWith(wrong)).toThrow(message);
  });
});
