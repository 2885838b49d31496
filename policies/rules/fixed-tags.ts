import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const fixedTags: Rule<"repository"> = {
  id: "BWK-fixed-tags",
  title: "keeps a tag for the image that has it",
  severity: "medium",
  why: "Whoever may push can put another image behind a tag that was looked at, and it is run with the next restart.",
  fix: "Set image_tag_mutability to IMMUTABLE, and push each image under a tag of its own.",
  bad: `{ "resource": { "aws_ecr_repository": { "api": { "name": "shop/api" } } } }`,
  good: `{ "resource": { "aws_ecr_repository": { "api": { "name": "shop/api", "image_tag_mutability": "IMMUTABLE" } } } }`,
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2"],
  on: "repository",
  needs: ["tagsFixed"],
  check: ({ tagsFixed }) =>
    judge(tagsFixed, "what its tags stand for", (are) => (are ? undefined : "lets a tag become another image")),
};
