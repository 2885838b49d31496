import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ALL_OF_AWS } from "../support/aws/aws-environment";

const ROOT = join(__dirname, "../..");
const IN_TYPESCRIPT = join(ROOT, "__tests__/support/constructs/run-typescript.js");

/** What `main.ts` says of files, and which stacks it writes. */
function synthesis(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-main-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const words = ["-r", IN_TYPESCRIPT, join(ROOT, "main.ts"), ...Object.keys(files)];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, env: {}, encoding: "utf8" });
    return { status, stderr, stacks: readdirSync(join(folder, "cdktf.out/stacks")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const UNPROTECTED = ALL_OF_AWS.replace("database: {}", "database: { deletionProtection: false }");

const WAIVER = `waivers:
  - rule: BWK-deletion-protection
    subject: aws_db_instance.database_EBDE4557
    value: may be deleted together with its data
    reason: it is filled anew each night
    owner: platform team
    until: 2099-12-31
`;

/** Another environment, whose name begins as that of the first one does. */
const OTHER = "target: docker\nplatform:\n  layers:\n    items: { image: reference-service, port: 8001 }\n";

const FOUND =
  /aws_db_instance\.database_EBDE4557 may be deleted together with its data \(BWK-deletion-protection, high\)/;

it("what is found in a part of an environment counts, and what the environment accepts does not", () => {
  const refused = synthesis({ "shop.yaml": UNPROTECTED });
  expect(refused.stderr).toMatch(FOUND);
  expect(refused.status).toBe(1);
  const accepted = synthesis({ "shop.yaml": UNPROTECTED + WAIVER, "shop-da.yaml": OTHER });
  expect(accepted.stderr).not.toMatch(FOUND);
  // Of a stack that has no such database nobody is told to take it out.
  expect(accepted.stderr).not.toContain("the waiver");
  expect(accepted.status).toBe(0);
  expect(accepted.stacks).toEqual(["shop", "shop-account", "shop-cluster", "shop-da", "shop-data", "shop-network"]);
}, 60_000);

it("what another environment accepts counts, however its name begins", () => {
  const { status, stderr } = synthesis({ "shop-eu.yaml": UNPROTECTED, "shop.yaml": OTHER + WAIVER });
  expect(stderr).toMatch(FOUND);
  expect(status).toBe(1);
}, 60_000);

it("an environment that has nothing in AWS is made without the bindings of AWS, which need not be installed", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-main-"));
  writeFileSync(join(folder, "shop.yaml"), OTHER);
  const main = JSON.stringify(join(ROOT, "main.ts"));
  const count = (name: string) => `Object.keys(require.cache).filter((file) => file.includes("${name}")).length`;
  const script = `require(${main}); console.log(${count("provider-docker")} > 0, ${count("provider-aws")})`;
  const words = ["-r", IN_TYPESCRIPT, "-e", script, "main.ts", "shop.yaml"];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, env: {}, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect(stdout).toBe("true 0\n");
}, 60_000);
