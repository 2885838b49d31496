import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { Alarms, BACKUP_TAG, Cache, Database, Key, Stream } from "../constructs/aws";
import { AwsStack, type AwsStackProps } from "./aws-stack";

/** Where each of the stores is put, and what encrypts it. */
interface Place {
  readonly network: { readonly vpcId: string; readonly isolatedSubnetIds: string[] };
  readonly key: Key;
}

interface Store {
  allowFrom(id: string, securityGroupId: string): void;
}

/** Of a network over more zones, MSK takes as many. */
const ZONES_OF_STREAM = 3;

/** What keeps data and is not run by the platform itself; the cluster's nodes and pods reach it, and nobody else. */
export class DataStack extends AwsStack {
  constructor(scope: Construct, props: AwsStackProps) {
    super(scope, "data", { ...props, tags: { [BACKUP_TAG.key]: BACKUP_TAG.value } });
    const key = new Key(this, "key", { description: `What ${props.environment.name} keeps` });
    const network = {
      vpcId: this.takes("network", "vpc_id"),
      isolatedSubnetIds: this.takesList("network", "isolated_subnet_ids"),
    };
    this.gives("key_arn", key.arn);
    const stores = this.stores(props.aws, { network, key });
    if (props.aws.cluster) {
      const nodes = this.takes("cluster", "security_group_id");
      for (const store of stores) store.allowFrom("cluster", nodes);
    }
    new Alarms(this, "alarms", { notices: { topicArn: this.takes("account", "notices_topic_arn") } });
  }

  private stores({ database, cache, stream }: AwsStackProps["aws"], place: Place): readonly Store[] {
    return [
      ...(database ? [this.database(database, place)] : []),
      ...(cache ? [this.cache(cache, place)] : []),
      ...(stream ? [this.stream(stream, place)] : []),
    ];
  }

  private database(settings: NonNullable<AwsStackProps["aws"]["database"]>, place: Place): Store {
    const database = new Database(this, "database", { ...settings, ...place });
    this.gives("database_address", database.address);
    this.gives("database_port", database.port);
    this.gives("database_master_secret_arn", database.masterSecretArn);
    return database;
  }

  private cache(settings: NonNullable<AwsStackProps["aws"]["cache"]>, place: Place): Store {
    const cache = new Cache(this, "cache", { ...settings, ...place });
    this.gives("cache_address", cache.address);
    this.gives("cache_port", cache.port);
    return cache;
  }

  private stream(settings: NonNullable<AwsStackProps["aws"]["stream"]>, { network, key }: Place): Store {
    const isolatedSubnetIds = Token.asList(Fn.slice(network.isolatedSubnetIds, 0, ZONES_OF_STREAM));
    const stream = new Stream(this, "stream", { ...settings, key, network: { ...network, isolatedSubnetIds } });
    this.gives("stream_brokers", stream.bootstrapBrokers);
    return stream;
  }
}
