import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const imageScan: Rule<"repository"> = {
  id: "BWK-image-scan",
  title: "looks at what is pushed",
  severity: "medium",
  why: "A known hole in an image is otherwise found by somebody else.",
  fix: "Set scan_on_push in image_scanning_configuration, or let the registry scan.",
  bad: `{ "resource": { "aws_ecr_repository": { "api": { "name": "shop/api" } } } }`,
  good: `{ "resource": { "aws_ecr_repository": { "api": { "name": "shop/api", "image_scanning_configuration": { "scan_on_push": true } } } } }`,
  references: [
    "CIS EKS Benchmark 1.5, 5.1.1",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1",
  ],
  on: "repository",
  needs: ["scanned"],
  check: ({ scanned }) =>
    judge(scanned, "whether its images are scanned", (are) => (are ? undefined : "does not look at what is pushed")),
};
