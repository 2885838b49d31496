import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const finalCopy: Rule<"store"> = {
  id: "BWK-final-copy",
  title: "leaves a copy when it is deleted",
  severity: "medium",
  why: "Automatic backups go with the database; the last copy is what one goes back to after a mistake.",
  fix: "Set skip_final_snapshot: false, and name the copy with final_snapshot_identifier.",
  bad: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "skip_final_snapshot": true } } } }`,
  good: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "skip_final_snapshot": false, "final_snapshot_identifier": "orders-last" } } } }`,
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"],
  on: "store",
  needs: ["finalCopy"],
  check: ({ finalCopy }) =>
    judge(finalCopy, "whether a copy stays", (stays) => {
      if (stays === "without") return NOT_APPLICABLE;
      return stays ? undefined : "leaves no copy when it is deleted";
    }),
};
