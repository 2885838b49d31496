import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUser.html */
const MOST_CACHE = 40;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html */
const MOST_BACKUP = 50;

/** Everything in AWS is named behind its environment, and some of it has to be short. */
export function awsNameFindings({ aws }: Settings, environment: string): Finding[] {
  if (!aws) return [];
  const { database, cache, stream } = aws;
  const data = ["aws", database ? "database" : cache ? "cache" : "stream"];
  return [
    ...((database ?? cache ?? stream) && environment.includes("--")
      ? [
          {
            path: data,
            message: `would be named after "${environment}", and AWS takes no two hyphens in a row; rename the file`,
          },
        ]
      : []),
    ...(database ? tooLong(["aws", "database"], `${environment}-account-backup`, MOST_BACKUP) : []),
    ...Object.keys(cache?.users ?? {}).flatMap((user) =>
      tooLong(["aws", "cache", "users", user], `${environment}-data-cache-${user}`, MOST_CACHE),
    ),
  ];
}

function tooLong(path: readonly string[], name: string, most: number): Finding[] {
  const message = `would have "${name}", of ${name.length} characters, at most ${most}; choose a shorter name for the file or for this`;
  return name.length > most ? [{ path, message }] : [];
}
