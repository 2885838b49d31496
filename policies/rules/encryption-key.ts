import { cannotTell, judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const encryptionKey: Rule<"store"> = {
  id: "BWK-encryption-key",
  title: "is encrypted by a key of its own",
  severity: "low",
  why: "Of a key that a service manages nobody can say who may use it, nor take it away from somebody: whoever may read the store reads the data.",
  fix: "Make a key with a policy of its own, and name it: kms_key_id, kms_master_key_id.",
  bad: `{ "resource": { "aws_sns_topic": { "alarms": { "name": "alarms", "kms_master_key_id": "alias/aws/sns" } } } }`,
  good: `{ "resource": { "aws_sns_topic": { "alarms": { "name": "alarms", "kms_master_key_id": "\${aws_kms_key.alarms.arn}" } }, "aws_kms_key": { "alarms": { "enable_key_rotation": true } } } }`,
  references: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2",
  ],
  on: "store",
  needs: ["encryption"],
  check: ({ encryption }) =>
    judge(encryption, "how it is encrypted", (level) => {
      if (level === "without" || level === "none") return NOT_APPLICABLE;
      if (level === "some-key") return cannotTell("whose key encrypts it cannot be told: it is an expression");
      return level === "managed" ? "is encrypted by a key that is not its own" : undefined;
    }),
};
