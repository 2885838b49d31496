import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { KeyReference } from "../key";
import { classOf, oneOf, subnetsOver, within, type Classes } from "../private/checks";
import type { Placement } from "../private/placement";
import { brokersUneven, noRoomToGrow } from "./errors";

/** Those without a date at which support ends, and with ZooKeeper. https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html */
export const KAFKA_VERSIONS = ["3.7.x", "3.8.x", "3.9.x"] as const;

export type KafkaVersion = (typeof KAFKA_VERSIONS)[number];

export interface StreamProps {
  /** The isolated subnets of three zones take it. */
  readonly network: Pick<Placement, "vpcId" | "isolatedSubnetIds">;
  /** Encrypts what the brokers keep, and their logs. */
  readonly key: KeyReference;
  /** Name in the account, at most 64 characters. @default - the stack and the ids below it */
  readonly name?: string;
  /** @default "3.8.x", which AWS recommends */
  readonly version?: KafkaVersion;
  /** @default "kafka.m7g.large" */
  readonly instanceType?: string;
  /** As many in each zone. Can only grow. @default 3 */
  readonly brokers?: number;
  /** Size of each broker at first, 1 to 16,384 GiB. @default 100 */
  readonly storageGiB?: number;
  /** Size up to which each grows by itself. It never shrinks. @default 1000 */
  readonly mostStorageGiB?: number;
  /** Hours that a topic keeps its records unless it says otherwise, 1 to 87,600. @default 168 */
  readonly retentionHours?: number;
  /** Days that the lines of the logs are kept. @default 90 */
  readonly logRetentionDays?: number;
}

/** https://docs.aws.amazon.com/msk/latest/developerguide/broker-instance-sizes.html */
const CLASSES: Classes = { prefix: "kafka", families: ["t3", "m5", "m7g"], example: "kafka.m7g.large" };

/** What is said in no other place. */
const DEFAULTS = {
  version: "3.8.x",
  instanceType: CLASSES.example,
  brokers: 3,
  storageGiB: 100,
  mostStorageGiB: 1000,
  retentionHours: 168,
  logRetentionDays: 90,
} as const satisfies Partial<StreamProps>;

export type StreamChoices = Required<Omit<StreamProps, "name">>;

/** A record is written when two of three zones have it, so that one may be missing. */
export const ZONES = 3;
/** https://docs.aws.amazon.com/msk/latest/developerguide/limits.html */
const BROKERS = [ZONES, 30] as const;
const STORAGE = [1, 16_384] as const;
const HOURS = [1, 87_600] as const;

/** @throws InvalidPlatform for what MSK would refuse */
export function checked(scope: Construct, props: StreamProps): StreamChoices {
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
  const choices: StreamChoices = { ...DEFAULTS, ...props, ...given };
  const { brokers, storageGiB, mostStorageGiB } = choices;
  oneOf(scope, "version", choices.version, KAFKA_VERSIONS);
  classOf(scope, "instanceType", choices.instanceType, CLASSES);
  within(scope, "brokers", brokers, BROKERS);
  within(scope, "storageGiB", storageGiB, STORAGE);
  within(scope, "mostStorageGiB", mostStorageGiB, STORAGE);
  within(scope, "retentionHours", choices.retentionHours, HOURS);
  subnetsOver(scope, choices.network.isolatedSubnetIds, ZONES);
  if (!Token.isUnresolved(brokers) && brokers % ZONES !== 0) throw brokersUneven(scope, ZONES, brokers);
  const areKnown = !Token.isUnresolved(storageGiB) && !Token.isUnresolved(mostStorageGiB);
  if (areKnown && mostStorageGiB <= storageGiB) throw noRoomToGrow(scope, storageGiB, mostStorageGiB);
  return choices;
}
