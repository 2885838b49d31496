import type { AwsSettings } from "../aws";
import type { Finding } from "../problem";

/** Databases, caches, streams and repositories that AWS would not make. */
export function awsDataFindings({ database, cache, stream, network, images }: AwsSettings): Finding[] {
  return [
    ...(images ? repositoryFindings(images.repositories) : []),
    ...(database ? databaseFindings(database) : []),
    ...(cache ? cacheFindings(cache) : []),
    ...(stream ? streamFindings(stream, network?.zones?.length) : []),
  ];
}

function repositoryFindings(names: readonly string[]): Finding[] {
  return names.flatMap((name, index) => {
    const path = ["aws", "images", "repositories", index];
    return names.indexOf(name) < index ? [{ path, message: `"${name}" is named twice; take one out` }] : [];
  });
}

/** RDS answers that a reserved word is used by the engine. */
const RESERVED = /^(admin|rdsadmin|rdsrepladmin|rds_superuser|public|user|none|pg_.*)$/;

function databaseFindings({ storageGiB, mostStorageGiB, masterUser }: NonNullable<AwsSettings["database"]>): Finding[] {
  const path = ["aws", "database"];
  const least = Math.ceil(storageGiB * 1.1);
  return [
    ...(mostStorageGiB < least
      ? [
          {
            path: [...path, "mostStorageGiB"],
            message: `got ${mostStorageGiB}, at least ${least}, a tenth more than at first`,
          },
        ]
      : []),
    ...(RESERVED.test(masterUser)
      ? [{ path: [...path, "masterUser"], message: `got "${masterUser}", which is RDS' own; choose another` }]
      : []),
  ];
}

const USER = /^[a-z](-?[a-z0-9])*$/;
const PASSWORD = /(^|\s)([>#<!]|nopass|resetpass)/;

/** What a user may do is not shown: it may hold a password. */
function cacheFindings({ users }: NonNullable<AwsSettings["cache"]>): Finding[] {
  const path = ["aws", "cache", "users"];
  const entries = Object.entries(users);
  if (entries.length === 0)
    return [{ path, message: 'lets nobody in; add one, such as api: "on ~api:* -@all +@read"' }];
  return entries.flatMap(([name, access]) => {
    const message = userFault(name, access);
    return message === undefined ? [] : [{ path: [...path, name], message }];
  });
}

function userFault(name: string, access: string): string | undefined {
  if (!USER.test(name)) return "is no name of a user; use small letters, digits and single hyphens";
  if (PASSWORD.test(access)) return "has a password, or needs none; take it out: users prove who they are by IAM";
  return /^on\s/.test(access) ? undefined : "does not begin with 'on', and could not connect; write it first";
}

/** MSK writes a record in two of three zones. */
const ZONES = 3;

function streamFindings(stream: NonNullable<AwsSettings["stream"]>, zones = ZONES): Finding[] {
  const { storageGiB, mostStorageGiB } = stream;
  const path = ["aws", "stream"];
  return [
    ...(mostStorageGiB <= storageGiB
      ? [
          {
            path: [...path, "mostStorageGiB"],
            message: `got ${mostStorageGiB}, more than storageGiB, ${storageGiB}, is needed`,
          },
        ]
      : []),
    ...(zones < ZONES
      ? [
          {
            path,
            message: `needs ${ZONES} zones, and the network has ${zones}; add one`,
            other: ["aws", "network", "zones"],
          },
        ]
      : []),
  ];
}
