import { ownIn } from "../../policies/readers/objects";
import { AFTER_APPLY, type Json, type Risk } from "../model";

/** An attribute that protects something, and what it is to be weaker. */
interface Guard {
  /** What the provider takes where nobody says anything. */
  readonly byDefault: Json;
  /** The value without protection; `fewer` of a number of which every smaller one is weaker. */
  readonly weak: Json;
  readonly risk: Extract<Risk, "exposure" | "weakened">;
  /** What follows the resource's name. */
  readonly words: string;
}

const off = (words: string, risk: Guard["risk"] = "weakened"): Guard => ({
  ...{ byDefault: false, weak: false, risk, words },
});
const on = (words: string, risk: Guard["risk"] = "weakened"): Guard => ({
  ...{ byDefault: false, weak: true, risk, words },
});
const fewer = (byDefault: number, words: string): Guard => ({ byDefault, weak: "fewer", risk: "weakened", words });

const PUBLIC_BUCKET = "may be opened to everybody";
const PLAIN = "is no longer encrypted";

/** Of the resources of the AWS provider, by the path without indexes. */
const GUARDS: Readonly<Record<string, Guard>> = {
  block_public_acls: off(PUBLIC_BUCKET, "exposure"),
  block_public_policy: off(PUBLIC_BUCKET, "exposure"),
  ignore_public_acls: off(PUBLIC_BUCKET, "exposure"),
  restrict_public_buckets: off(PUBLIC_BUCKET, "exposure"),
  publicly_accessible: on("gets a public address", "exposure"),
  deletion_protection: off("can be deleted in one step"),
  deletion_protection_enabled: off("can be deleted in one step"),
  enable_deletion_protection: off("can be deleted in one step"),
  skip_final_snapshot: on("would be deleted without a final snapshot"),
  force_destroy: on("would be deleted with all that is in it"),
  storage_encrypted: off(PLAIN),
  encrypted: off(PLAIN),
  at_rest_encryption_enabled: off(PLAIN),
  transit_encryption_enabled: off("no longer encrypts what is sent"),
  enable_key_rotation: off("no longer gets new key material"),
  deletion_window_in_days: fewer(30, "can be taken back for fewer days"),
  recovery_window_in_days: fewer(30, "can be taken back for fewer days"),
  backup_retention_period: fewer(0, "keeps its backups for fewer days"),
  snapshot_retention_limit: fewer(0, "keeps its snapshots for fewer days"),
  "point_in_time_recovery.enabled": off("can no longer be restored to a point in time"),
  "versioning_configuration.status": {
    ...{ byDefault: "Suspended", weak: "Suspended", risk: "weakened" },
    words: "no longer keeps old versions",
  },
};

/** What a change of one attribute weakens; undefined for one that weakens nothing. */
export function weakenedGuard(
  type: string,
  { path, before, after }: { readonly path: string; readonly before?: Json; readonly after?: Json },
): Guard | undefined {
  const guard = type.startsWith("aws_") ? ownIn(GUARDS, path.replace(/\[\d+\]/g, "")) : undefined;
  if (!guard || after === AFTER_APPLY) return undefined;
  const [was, is] = [before ?? guard.byDefault, after ?? guard.byDefault];
  const isWeaker = guard.weak === "fewer" ? Number(is) < Number(was) : is === guard.weak && was !== guard.weak;
  return isWeaker ? guard : undefined;
}

/** What is new and open to others; that it lacks other protections is no change. */
export const openFromTheStart = (type: string, after: Readonly<Record<string, Json>>): readonly string[] => {
  if (!type.startsWith("aws_")) return [];
  const open = Object.entries(GUARDS).filter(
    ([path, { risk, weak }]) => risk === "exposure" && path in after && after[path] === weak,
  );
  return [...new Set(open.map(([, { words }]) => words))];
};
