import type { Construct } from "constructs";
import { Token } from "cdktf";
import type { KeyReference } from "../key";
import { classOf, named, oneOf, subnetsOver, within, type NameRule } from "../private/checks";
import type { Placement } from "../private/placement";
import { DATABASE_CLASSES, POSTGRES_VERSIONS, type PostgresVersion } from "./engine";
import { noRoomToGrow, reservedUser } from "./errors";

export interface DatabaseProps {
  /** The isolated subnets of at least two zones take it. */
  readonly network: Pick<Placement, "vpcId" | "isolatedSubnetIds">;
  /** Encrypts the rows, their backups, the master password, the insights and the logs. */
  readonly key: KeyReference;
  /** Identifier in the account, at most 63 characters. @default - the stack and the ids below it */
  readonly name?: string;
  /** Major version of PostgreSQL; AWS chooses the minor one, and upgrades it. @default "17" */
  readonly version?: PostgresVersion;
  /** @default "db.m7g.large" */
  readonly instanceClass?: string;
  /** Size at first, 20 to 65,536 GiB. @default 100 */
  readonly storageGiB?: number;
  /** Size up to which it grows by itself, at least a tenth more than at first. @default 1000 */
  readonly mostStorageGiB?: number;
  /** Name of the database that is there at first. @default "app" */
  readonly databaseName?: string;
  /** Who may create roles; the password is made, kept and rotated by RDS. @default "owner" */
  readonly masterUser?: string;
  /** Days for which any second can be restored, 7 to 35. @default 30 */
  readonly backupRetentionDays?: number;
  /** Days that the lines of the logs are kept. @default 90 */
  readonly logRetentionDays?: number;
  /** A second server in another zone takes over. @default true */
  readonly multiAz?: boolean;
  /** It cannot be deleted before this is taken away. @default true */
  readonly deletionProtection?: boolean;
  /** What is left when it is deleted. @default true */
  readonly finalSnapshot?: boolean;
}

/** What is said in no other place. */
export const DEFAULTS = {
  version: "17",
  instanceClass: DATABASE_CLASSES.example,
  storageGiB: 100,
  mostStorageGiB: 1000,
  databaseName: "app",
  masterUser: "owner",
  backupRetentionDays: 30,
  logRetentionDays: 90,
  multiAz: true,
  deletionProtection: true,
  finalSnapshot: true,
} as const satisfies Partial<DatabaseProps>;

export type DatabaseChoices = Required<Omit<DatabaseProps, "name">>;

/** gp3. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const STORAGE = [20, 65_536] as const;
/** RDS keeps no automatic backup longer. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html */
const BACKUPS = [7, 35] as const;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints */
const SQL_NAME: NameRule = {
  pattern: /^[a-z_][a-z0-9_]{0,62}$/,
  inWords: "at most 63 small letters, digits and underscores, beginning with a letter",
};

/** RDS answers that a reserved word is used by the engine. */
const RESERVED = ["admin", "rdsadmin", "rdsrepladmin", "rds_superuser", "public", "user", "none"];

/** @throws InvalidPlatform for what RDS would refuse */
export function checked(scope: Construct, props: DatabaseProps): DatabaseChoices {
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
  const choices: DatabaseChoices = { ...DEFAULTS, ...props, ...given };
  const { storageGiB, mostStorageGiB, masterUser } = choices;
  oneOf(scope, "version", choices.version, POSTGRES_VERSIONS);
  classOf(scope, "instanceClass", choices.instanceClass, DATABASE_CLASSES);
  within(scope, "storageGiB", storageGiB, STORAGE);
  within(scope, "mostStorageGiB", mostStorageGiB, STORAGE);
  within(scope, "backupRetentionDays", choices.backupRetentionDays, BACKUPS);
  named(scope, "databaseName", choices.databaseName, SQL_NAME);
  named(scope, "masterUser", masterUser, SQL_NAME);
  subnetsOver(scope, choices.network.isolatedSubnetIds, 2);
  const areKnown = !Token.isUnresolved(storageGiB) && !Token.isUnresolved(mostStorageGiB);
  if (areKnown && mostStorageGiB < storageGiB * 1.1) throw noRoomToGrow(scope, storageGiB, mostStorageGiB);
  if (RESERVED.includes(masterUser) || masterUser.startsWith("pg_")) throw reservedUser(scope, masterUser);
  return choices;
}
