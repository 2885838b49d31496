import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewed, REVIEW_FORMATS, type Reviewed } from "../../../operations/review";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-review-wrong-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const review = (sides: Reviewed) => reviewed(sides, 100, () => undefined);

const messageOf = async (sides: Reviewed): Promise<string> => {
  const error: unknown = await review(sides).then(
    () => "nothing",
    (refused: unknown) => refused,
  );
  expect(error).toMatchObject({ exitCode: 2 });
  return (error as Error).message;
};

const SECRET = "Zq7-kLm2-vXp9-wRt4-Zq7-kLm2-vXp9-wRt4-Zq7-kLm2-vXp9-wRt4-vXp9-wRt4";

it.each<[string, unknown]>([
  ["in an environment", { env: `DB_PASSWORD=${SECRET.slice(0, 16)}` }],
  ["in a command", { command: `run --password ${SECRET.slice(0, 16)}` }],
  ["longer than a line", { command: SECRET }],
])("tells what is wrong with a value without its secret: %s", async (_what, attributes) => {
  const base = { resource: { docker_container: { web: { image: "nginx:1.27" } } } };
  const head = { resource: { docker_container: { web: { image: "nginx:1.27", ...(attributes as object) } } } };
  file("base/stacks/shop/cdk.tf.json", base);
  file("head/stacks/shop/cdk.tf.json", head);
  const message = await messageOf({ base: join(folder, "base"), head: join(folder, "head") });
  expect(message).toContain("expected a list");
  expect(message).not.toContain(SECRET.slice(0, 8));
});

it.each([null, [], { resource: [] }, { resource: { docker_volume: null } }, { resource: { docker_volume: { v: 1 } } }])(
  "is no stack: %j",
  async (stack) => {
    file("base/stacks/shop/cdk.tf.json", {});
    file("head/stacks/shop/cdk.tf.json", stack);
    const message = await messageOf({ base: join(folder, "base"), head: join(folder, "head") });
    expect(message).toContain("is no synthesized stack");
  },
);

it("is a link to itself, which is nothing", async () => {
  const loop = join(folder, "loop");
  symlinkSync("loop", loop);
  expect(await messageOf({ plans: [loop] })).toContain("there is no such file");
});

/** execa is an ES module, which Jest cannot load, so what asks git runs in a Node of its own. */
it.each([
  ["is not there", []],
  ["is no JSON", ["cdktf.json", "not JSON"]],
  ["names no program", ["cdktf.json", "{}"]],
])(
  "is a commit whose cdktf.json %s",
  (_what, [name, text]) => {
    const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
    git("init", "-q");
    if (name !== undefined) file(name, text);
    git("add", "-A");
    git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "--allow-empty", "-m", "x");
    const root = join(__dirname, "..", "..", "..");
    const hook = join(root, "__tests__", "support", "constructs", "run-typescript.js");
    const module = JSON.stringify(join(root, "operations", "review", "git-ref.ts"));
    const told = "(error) => console.log(JSON.stringify([error.exitCode, error.message]))";
    const script = `require(${module}).outputAt("HEAD", () => undefined).catch(${told})`;
    const said = execFileSync(process.execPath, ["-r", hook, "-e", script], { cwd: folder, encoding: "utf8" });
    expect(JSON.parse(said)).toEqual([4, expect.stringContaining("its cdktf.json is missing, or names no 'app'")]);
  },
  120_000,
);

it.each(["constructor", "toString", "__proto__"])("names what every object has: %s", async (name) => {
  const one = (actions: readonly string[], before: string, after: string) =>
    `{"address":"${name}.${actions[0]}","mode":"managed","type":"${name}","change":{"actions":${JSON.stringify(actions)},` +
    `"before":${before},"after":${after}}}`;
  const resources = [
    one(["update"], "{}", `{"${name}":{"a":1}}`),
    one(["delete"], `{"${name}":1}`, "null"),
    `{"address":"docker_container.a","mode":"managed","type":"docker_container","change":{"actions":["update"],` +
      `"before":{"image":"a:1","security_opts":["seccomp=${name}"],"ports":[{"internal":1,"external":1,"ip":"${name}"}]},` +
      `"after":{"image":"a:1","healthcheck":[{"test":["${name}"]}],"mounts":[{"type":"${name}","target":"/x"}]}}}`,
  ];
  const plan = file("plan.json", `{"format_version":"1.2","resource_changes":[${resources.join(",")}]}`);
  const found = await review({ plans: [plan] });
  for (const write of Object.values(REVIEW_FORMATS)) expect(write(found)).not.toMatch(/native code|\[object/);
});
