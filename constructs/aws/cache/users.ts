import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import { identifierOf, named } from "../private/checks";
import { unknownUser } from "./errors";

export interface CacheUsersProps {
  /** Identifier of the cache. */
  readonly cache: string;
  /** What each may do. */
  readonly users: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUser.html */
const MOST_IDENTIFIER = 40;

/**
 * Who may connect to a cache. There is no user `default`, whom a group of Redis must have and that of Valkey need not:
 * nobody gets in without a name. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export class CacheUsers extends Construct {
  readonly groupId: string;
  private readonly users: ReadonlyMap<string, ElasticacheUser>;

  constructor(scope: Construct, id: string, { cache, users }: CacheUsersProps) {
    super(scope, id);
    this.users = new Map(
      Object.entries(users).map(([user, access]) => [user, this.user(user, `${cache}-${user}`, access)]),
    );
    this.groupId = new ElasticacheUserGroup(this, "Resource", {
      userGroupId: cache,
      engine: "valkey",
      userIds: [...this.users.values()].map(({ userId }) => userId),
    }).id;
  }

  nameOf(user: string): string {
    return this.find(user).userName;
  }

  arnOf(user: string): string {
    return this.find(user).arn;
  }

  /** IAM knows a user only whose id is his name. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html */
  private user(id: string, name: string, accessString: string): ElasticacheUser {
    named(this, "users", name, identifierOf(MOST_IDENTIFIER));
    const authenticationMode = { type: "iam" };
    return new ElasticacheUser(this, id, {
      userId: name,
      userName: name,
      engine: "valkey",
      accessString,
      authenticationMode,
    });
  }

  private find(user: string): ElasticacheUser {
    const found = this.users.get(user);
    if (!found) throw unknownUser(this, user, [...this.users.keys()]);
    return found;
  }
}
