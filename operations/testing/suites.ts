import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Suite } from "./suite";

const E2E = "__tests__/e2e";

/** What needs nothing but the npm packages. */
export function fastSuites(): readonly Suite[] {
  return [
    { name: "types of the tests", command: ["npx", "tsc", "--noEmit", "-p", "__tests__"], counted: "exit-code" },
    { name: "lint", command: ["npx", "eslint", "."], counted: "exit-code" },
    { name: "format", command: ["npx", "prettier", "--check", "."], counted: "exit-code" },
    { name: "unit", command: ["npx", "jest", "--selectProjects", "unit"], counted: "jest" },
    { name: "unit on cdktn", command: ["npx", "jest", "--selectProjects", "cdktn"], counted: "jest" },
  ];
}

/** The reference service against real Postgres and Redis servers. */
export const serviceSuite: Suite = {
  name: "reference service",
  command: ["npx", "jest"],
  cwd: join("images", "service"),
  counted: "jest",
};

/** Each file of end-to-end tests in a process of its own, beside an engine of its own where it needs one. */
export function endToEndSuites(root: string): readonly Suite[] {
  return [...new Set([...SLOWEST, ...testFiles(join(root, E2E))])].map((file) => ({
    name: `end to end: ${file.replace(/\.test\.ts$/, "")}`,
    command: [
      ...(needsEngine(file) ? BESIDE_ENGINE : []),
      ...["npx", "jest", "--selectProjects", "e2e", "--runInBand", `${E2E}/${file}`],
    ],
    counted: "jest",
  }));
}

const BESIDE_ENGINE = [process.execPath, "__tests__/support/engine/run-in-engine.js", "--"];

/** What is about Kubernetes starts a control plane instead, and what is about AWS an emulator: the loopback is enough. */
const needsEngine = (file: string): boolean => !/^(kubernetes|aws)\//.test(file) && !WITHOUT_ENGINE.has(file);

/** These read files, or ask programs that need none. */
const WITHOUT_ENGINE: ReadonlySet<string> = new Set(
  [
    "check",
    "compose-config",
    "control-plane",
    "pull-request",
    "review",
    "review-aws-plans",
    "review-helm",
    "review-html",
    "review-markdown",
    "review-secrets",
    "review-waivers",
    "sensitive-attributes",
    "workflows",
  ].map((name) => `${name}.test.ts`),
);

/** These begin first, so that none of them runs alone at the end. */
const SLOWEST = [
  "interrupted",
  "failed-roll",
  "aws/data",
  "story-portal",
  "aws/state",
  "edits",
  "kubernetes/up",
  "workflows",
  "aws/cluster",
  "kubernetes/platform",
  "backup",
  "layers",
  "rolling",
  "jobs",
  "monitoring",
  "review-aws-plans",
  "s3-state",
  "reload",
  "faults",
  "review-effects",
  "stateful",
  "own-stack",
  "local",
  "wrong-input",
  "mutations",
  "registry",
].map((name) => `${name}.test.ts`);

function testFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .sort();
}
