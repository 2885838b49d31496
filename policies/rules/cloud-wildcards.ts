import { fail, judge, NOT_APPLICABLE } from "../evaluate";
import type { Words } from "../facts/access-statement";
import type { Rule } from "../rule";

/** All of everything, or all of a service. What is not named is more than all of one. */
function wildcardsIn({ isNot, words }: Words): readonly string[] {
  if (isNot) return [`anything but ${words.join(", ")}`];
  return words.filter((word) => /^([\w-]+:)?\*+$/.test(word));
}

const isEverything = ({ isNot, words }: Words): boolean => isNot || words.some((word) => /^\*+$/.test(word));

/** Who may do all of IAM takes the boundary away. */
const isOfOneService = (words: string): boolean => /^(?!iam:)[\w-]+:/.test(words);

export const cloudWildcards: Rule<"cloudPolicy"> = {
  id: "BWK-cloud-wildcards",
  title: "names what it grants",
  severity: "high",
  why: "Who takes over one machine then has the whole account, or all of a service: every bucket, every key, every user.",
  fix: "Write down the actions, and the resources that they are for. A role that makes whole stacks gets a permissions_boundary.",
  bad: `{ "resource": { "aws_iam_policy": { "app": { "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Action\\": \\"s3:*\\", \\"Resource\\": \\"*\\"}]}" } } } }`,
  good: `{ "resource": { "aws_iam_policy": { "app": { "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Action\\": [\\"s3:GetObject\\"], \\"Resource\\": \\"arn:aws:s3:::shop-orders/*\\"}]}" } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 1.16",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
  ],
  deviation: {
    from: "AWS Foundational Security Best Practices, IAM.21",
    reason:
      "A role that makes and unmakes whole stacks needs services as a whole; what it must never touch, its boundary says.",
  },
  relatives: ["BWK-pass-role"],
  on: "cloudPolicy",
  needs: ["statements", "bounded"],
  check: ({ about, statements, bounded }) =>
    about !== "identity"
      ? NOT_APPLICABLE
      : judge(statements, "what it grants", (all) => {
          const wide = all.filter(({ effect, resources }) => effect === "Allow" && isEverything(resources));
          const found = [...new Set(wide.flatMap(({ actions }) => wildcardsIn(actions)))].sort();
          if (found.length === 0) return undefined;
          const message = `may do ${found.join(", ")} with everything`;
          if (found.some((one) => !isOfOneService(one))) return message;
          return judge(bounded, "whether it has a boundary", (is) => (is ? undefined : fail(message)));
        }),
};
