import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Statement } from "../facts/access-statement";
import type { Fact } from "../facts/fact";
import type { Rule } from "../rule";

const hasMore = (fact: Fact<unknown>): boolean => fact.state === "known" && fact.more !== undefined;

/** Of SAML the provider says by itself who is meant. */
const isFederated = ({ effect, principals }: Statement): boolean =>
  effect === "Allow" &&
  principals.words.some((word) => word.startsWith("Federated:") && !word.includes(":saml-provider/"));

/** In words; nothing where only subjects are let in that are named. */
function openTo({ principals, conditions }: Statement): readonly string[] {
  const subjects = conditions.filter(
    ({ test, key }) => key.endsWith(":sub") && /^(ForA\w+:)?String(Equals|Like)$/.test(test),
  );
  const providers = principals.words.map((word) => word.replace(/^Federated:/, "").replace(/^.*oidc-provider\//, ""));
  if (subjects.length === 0) return [`everybody of ${providers.join(", ")}`];
  // All conditions have to hold: one that is exact is enough.
  const exact = subjects.find(
    ({ test, values }) => !test.startsWith("ForAll") && !values.some((value) => isOpen(test, value)),
  );
  if (exact) return [];
  return subjects.flatMap(({ test, values }) =>
    values.filter((value) => isOpen(test, value) || test.startsWith("ForAll")).map((value) => `whoever is '${value}'`),
  );
}

/** Between equals a star is a letter as any other. */
const isOpen = (test: string, value: string): boolean => test.endsWith("Like") && /[*?]/.test(value);

export const trustSubject: Rule<"cloudPolicy"> = {
  id: "BWK-trust-subject",
  title: "is taken by exactly one subject of another identity provider",
  severity: "critical",
  why: "Everybody has an account there: without the exact subject any repository, branch or pull request of it becomes the role.",
  fix: "Compare the provider's `sub` with StringEquals: repo:example/shop:environment:production.",
  bad: `{ "resource": { "aws_iam_role": { "deploy": { "assume_role_policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"Federated\\": \\"arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com\\"}, \\"Action\\": \\"sts:AssumeRoleWithWebIdentity\\", \\"Condition\\": {\\"StringLike\\": {\\"token.actions.githubusercontent.com:sub\\": \\"repo:example/*\\"}}}]}" } } } }`,
  good: `{ "resource": { "aws_iam_role": { "deploy": { "assume_role_policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"Federated\\": \\"arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com\\"}, \\"Action\\": \\"sts:AssumeRoleWithWebIdentity\\", \\"Condition\\": {\\"StringEquals\\": {\\"token.actions.githubusercontent.com:aud\\": \\"sts.amazonaws.com\\", \\"token.actions.githubusercontent.com:sub\\": \\"repo:example/shop:environment:production\\"}}}]}" } } } }`,
  references: [
    "https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  ],
  on: "cloudPolicy",
  needs: ["statements"],
  check: ({ about, statements }) =>
    about !== "trust"
      ? NOT_APPLICABLE
      : judge(statements, "who may become it", (all) => {
          const trusted = all.filter(isFederated);
          const found = [...new Set(trusted.flatMap(openTo))].sort();
          if (found.length > 0) return `is taken by ${found.join("; by ")}`;
          return trusted.length === 0 && !hasMore(statements) ? NOT_APPLICABLE : undefined;
        }),
};
