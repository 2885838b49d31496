import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Condition, Statement, Words } from "../facts/access-statement";
import { isForEverybody } from "../facts/cidr";
import type { Rule } from "../rule";

/** Conditions by which somebody is meant; that a request is encrypted or signed is true of everybody's. */
const WHOSE =
  /^(aws:(principal(arn|account|orgid|orgpaths)|source(arn|account|orgid|orgpaths|vpc|vpce|owner)|userid|vpcsourceip|calledvia.*)|kms:(calleraccount|viaservice)|s3:dataaccesspoint(account|arn)|lambda:eventsourcetoken)$/;

const isForAll = ({ principals }: Statement): boolean => principals.isNot || principals.words.includes("*");

const isBound = ({ test, key, values }: Condition): boolean =>
  (WHOSE.test(key) || (key === "aws:sourceip" && !values.some(isForEverybody))) &&
  !/Not|IfExists|^Null|^ForAll/.test(test) &&
  !values.some((value) => /^\*+$/.test(value));

const wordsOf = ({ isNot, words }: Words): readonly string[] => (isNot ? [`anything but ${words.join(", ")}`] : words);

export const openPolicy: Rule<"cloudPolicy"> = {
  id: "BWK-open-policy",
  title: "names whom it lets in",
  severity: "critical",
  why: "Everybody with an account of AWS, and for some services everybody without one, may do what it says.",
  fix: "Name the accounts or roles, or add a condition on aws:PrincipalOrgID, aws:SourceArn, aws:SourceVpce.",
  bad: `{ "resource": { "aws_s3_bucket": { "logs": { "bucket": "shop-logs" } }, "aws_s3_bucket_policy": { "logs": { "bucket": "\${aws_s3_bucket.logs.id}", "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": \\"*\\", \\"Action\\": \\"s3:GetObject\\", \\"Resource\\": \\"arn:aws:s3:::shop-logs/*\\"}]}" } } } }`,
  good: `{ "resource": { "aws_s3_bucket": { "logs": { "bucket": "shop-logs" } }, "aws_s3_bucket_policy": { "logs": { "bucket": "\${aws_s3_bucket.logs.id}", "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"AWS\\": \\"arn:aws:iam::111111111111:role/reader\\"}, \\"Action\\": \\"s3:GetObject\\", \\"Resource\\": \\"arn:aws:s3:::shop-logs/*\\"}]}" } } } }`,
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
  ],
  on: "cloudPolicy",
  needs: ["statements"],
  check: ({ about, statements }) =>
    about !== "resource" && about !== "trust"
      ? NOT_APPLICABLE
      : judge(statements, "whom it lets in", (all) => {
          const open = all.filter((one) => one.effect === "Allow" && isForAll(one) && !one.conditions.some(isBound));
          const found = [...new Set(open.flatMap(({ actions }) => wordsOf(actions)))].sort();
          return found.length === 0 ? undefined : `lets everybody do ${found.join(", ")}`;
        }),
};
