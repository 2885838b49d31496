import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Statement } from "../facts/access-statement";
import type { Rule } from "../rule";

/** Whose the request is, or, of a key, what it is that the service encrypts. */
const SOURCE = /^(aws:source(arn|account|orgid|orgpaths)|kms:(viaservice|calleraccount|encryptioncontext:.+))$/;

const servicesOf = ({ principals }: Statement): readonly string[] =>
  principals.words.filter((word) => word.startsWith("Service:")).map((word) => word.slice("Service:".length));

const isUnbound = ({ effect, conditions }: Statement): boolean =>
  effect === "Allow" &&
  !conditions.some(({ test, key }) => SOURCE.test(key) && /^(String|Arn)(Equals|Like)/.test(test));

export const serviceSource: Rule<"cloudPolicy"> = {
  id: "BWK-service-source",
  title: "lets in a service of AWS for its own account only",
  severity: "medium",
  why: "A service acts for all of its customers: somebody else's trail, topic or rule, named by its owner, reaches what the service may reach.",
  fix: "Add a condition on aws:SourceArn or aws:SourceAccount.",
  bad: `{ "resource": { "aws_s3_bucket": { "logs": { "bucket": "shop-logs" } }, "aws_s3_bucket_policy": { "logs": { "bucket": "\${aws_s3_bucket.logs.id}", "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"Service\\": \\"cloudtrail.amazonaws.com\\"}, \\"Action\\": \\"s3:PutObject\\", \\"Resource\\": \\"arn:aws:s3:::shop-logs/*\\"}]}" } } } }`,
  good: `{ "resource": { "aws_s3_bucket": { "logs": { "bucket": "shop-logs" } }, "aws_s3_bucket_policy": { "logs": { "bucket": "\${aws_s3_bucket.logs.id}", "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"Service\\": \\"cloudtrail.amazonaws.com\\"}, \\"Action\\": \\"s3:PutObject\\", \\"Resource\\": \\"arn:aws:s3:::shop-logs/*\\", \\"Condition\\": {\\"StringEquals\\": {\\"aws:SourceAccount\\": \\"111111111111\\"}}}]}" } } } }`,
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
  on: "cloudPolicy",
  needs: ["statements"],
  check: ({ about, statements }) =>
    about !== "resource"
      ? NOT_APPLICABLE
      : judge(statements, "whom it lets in", (all) => {
          const found = [...new Set(all.filter(isUnbound).flatMap(servicesOf))].sort();
          return found.length === 0 ? undefined : `lets in, for whomever they act: ${found.join(", ")}`;
        }),
};
