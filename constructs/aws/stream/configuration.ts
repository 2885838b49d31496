import type { StreamChoices } from "./props";

/**
 * Topics are made on purpose; a record is written when two of three zones have it, and no zone that lags behind becomes
 * the one that is read. https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
 */
export function serverProperties({ retentionHours }: Pick<StreamChoices, "retentionHours">): string {
  const properties: Readonly<Record<string, string | number | boolean>> = {
    "auto.create.topics.enable": false,
    "default.replication.factor": 3,
    "min.insync.replicas": 2,
    "unclean.leader.election.enable": false,
    "log.retention.hours": retentionHours,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${String(value)}\n`)
    .join("");
}
