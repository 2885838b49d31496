import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const logLimit: Rule<"container"> = {
  id: "BWK-log-limit",
  title: "cannot fill the disk with its log",
  severity: "medium",
  why: "The log of json-file grows until the disk is full.",
  fix: "Give the log a largest size, or another driver.",
  bad: `image: api:1`,
  good: `logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }`,
  references: ["https://docs.docker.com/engine/logging/drivers/json-file/"],
  on: "container",
  needs: ["logLimit"],
  check: (container) =>
    judge(container.logLimit, "its log", (isBounded) => (isBounded ? undefined : "writes a log without bound")),
};
