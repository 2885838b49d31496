import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Words } from "../facts/access-statement";
import { holds } from "../facts/access-words";
import type { Rule } from "../rule";

const PASS_ROLE = "iam:passrole";

/** All roles, of whatever account and below whatever path. */
function anyRoleIn({ isNot, words }: Words): readonly string[] {
  if (isNot) return [`anything but ${words.join(", ")}`];
  return words.filter((word) => /^\*+$|:role\/?\*+$/.test(word));
}

export const passRole: Rule<"cloudPolicy"> = {
  id: "BWK-pass-role",
  title: "gives away only roles that it names",
  severity: "high",
  why: "Whoever may give any role to a service has that role: a function with the administrator's does as it is told.",
  fix: "Name the roles as the resource of iam:PassRole, and the service in a condition on iam:PassedToService.",
  bad: `{ "resource": { "aws_iam_policy": { "app": { "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Action\\": \\"iam:PassRole\\", \\"Resource\\": \\"*\\"}]}" } } } }`,
  good: `{ "resource": { "aws_iam_policy": { "app": { "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Action\\": \\"iam:PassRole\\", \\"Resource\\": \\"arn:aws:iam::111111111111:role/shop-nodes\\", \\"Condition\\": {\\"StringEquals\\": {\\"iam:PassedToService\\": \\"ec2.amazonaws.com\\"}}}]}" } } } }`,
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
  relatives: ["BWK-cloud-wildcards"],
  on: "cloudPolicy",
  needs: ["statements"],
  check: ({ about, statements }) =>
    about !== "identity"
      ? NOT_APPLICABLE
      : judge(statements, "what it grants", (all) => {
          const found = all.filter(({ effect, actions }) => effect === "Allow" && holds(actions, PASS_ROLE));
          const roles = [...new Set(found.flatMap(({ resources }) => anyRoleIn(resources)))].sort();
          return roles.length === 0 ? undefined : `may give away any role: ${roles.join(", ")}`;
        }),
};
