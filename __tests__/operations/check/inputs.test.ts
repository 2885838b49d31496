import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { subjectsOf } from "../../../policies/facts/subject";
import { platformsIn } from "../../../operations/check/inputs";

const COMPOSE = "services:\n  web: { image: nginx:1.27 }\n";
const POD = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: main, image: nginx:1.27 }] }
`;
const STACK = JSON.stringify({ resource: { docker_container: { web: { image: "nginx:1.27" } } } });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-check-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const idsIn = (...paths: readonly string[]) =>
  platformsIn(paths).flatMap((platform) =>
    subjectsOf(platform, "container").map(({ id, source }) => `${source} ${id}`),
  );

describe("what is asked", () => {
  it("is known by its content", () => {
    expect(idsIn(file("a.yaml", COMPOSE))).toEqual(["compose web"]);
    expect(idsIn(file("b.yaml", POD))).toEqual(["kubernetes Pod/shop/web/main"]);
    expect(idsIn(file("c.json", STACK))).toEqual(["synth docker_container.web"]);
  });

  it.each([
    ["quoted keys", POD.replace("apiVersion", '"apiVersion"').replace("kind", "'kind'")],
    ["a space before the colon", POD.replace("kind:", "kind :").replace("apiVersion:", "apiVersion\t:")],
  ])("is known by %s, too", (_what, text) => {
    expect(idsIn(file("b.yaml", text))).toEqual(["kubernetes Pod/shop/web/main"]);
    expect(idsIn(file("a.yaml", COMPOSE.replace("services", '"services"')))).toEqual(["compose web"]);
  });

  it("is what lies in a folder of charts, where that is the folder which was named", () => {
    file("charts/rendered/pod.yaml", POD);
    expect(idsIn(join(folder, "charts/rendered"))).toEqual(["kubernetes Pod/shop/web/main"]);
    expect(() => platformsIn([folder])).toThrow("nothing to check in");
  });

  it("is everything in a folder, and what is no part of a platform is passed over", () => {
    file("stacks/shop/cdk.tf.json", STACK);
    file("compose.yaml", COMPOSE);
    file("settings.yaml", "colour: blue\n");
    file("stacks/shop/charts/workload/templates/pod.yaml", "kind: {{ .Values.kind }}\napiVersion: v1\n");
    expect(idsIn(folder).sort()).toEqual(["compose web", "synth docker_container.web"]);
  });

  it("is all manifests of a folder as one cluster, and all of Terraform's files that lie together as one module", () => {
    file("pod.yaml", POD);
    file(
      "policy.yaml",
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: all, namespace: shop }\nspec: { podSelector: {} }\n",
    );
    file("a/one.tf.json", STACK);
    file("a/two.tf.json", '{"resource": {"docker_network": {"front": {"name": "front"}}}}');
    file("b/one.tf.json", STACK);
    expect(platformsIn([folder]).map(({ source }) => source)).toEqual(["synth", "synth", "kubernetes"]);
  });

  it("is a rendering in each folder, where an object is there twice", () => {
    file("staging/pod.yaml", POD);
    file("production/pod.yaml", POD);
    expect(platformsIn([folder])).toHaveLength(2);
    file("staging/again.yaml", POD);
    expect(() => platformsIn([folder])).toThrow("Pod/shop/web/main is described twice");
  });

  it("is there", () => {
    expect(() => platformsIn([join(folder, "nothing")])).toThrow("there is no such file or folder");
    expect(() => platformsIn([file("settings.yaml", "colour: blue\n")])).toThrow("nothing to check in");
  });

  it.each([
    ["cut off", "cut.json", '{"resource": {'],
    ["no JSON", "text.json", "hello"],
    ["UTF-16", "wide.yaml", Buffer.from(COMPOSE, "utf16le")],
    ["a state", "terraform.tfstate.json", '{"version": 4, "serial": 3, "lineage": "x", "resources": []}'],
    [
      "an alias bomb",
      "bomb.yaml",
      `services:\n  a: &a [${"x,".repeat(50)}]\n  b: &b [${"*a,".repeat(50)}]\n  c: [${"*b,".repeat(50)}]\n`,
    ],
  ])("is refused with its name, once, when it is %s", (_what, name, text) => {
    const path = file(name, text);
    const refused = () => platformsIn([path]);
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
    expect(refused).toThrow(path);
    expect(refused).not.toThrow(`${path}: ${path}`);
  });

  it("is no larger than what was asked for", () => {
    const path = file("a.yaml", COMPOSE);
    expect(() => platformsIn([path], 1e-6)).toThrow(`${path}: larger than `);
    expect(platformsIn([path], 1)).toHaveLength(1);
  });

  it("is files, where a folder leads back to itself, and no pipe that nobody writes to", () => {
    file("a/compose.yaml", COMPOSE);
    symlinkSync("..", join(folder, "a/up"));
    execFileSync("mkfifo", [join(folder, "a/pipe.yaml")]);
    expect(idsIn(folder)).toEqual(["compose web"]);
  });

  it.each([
    ["not quoted", '{"resource": {"password": hunter2-and-more}}'],
    ["cut in line 2", '{"resource":\n  {"password": "hunter2-and-more" "'],
    ["nested without end", `{"resource": ${"[".repeat(20_000)}"hunter2-and-more"${"]".repeat(20_000)}}`],
  ])("shows nothing of JSON that cannot be read: %s", (_what, text) => {
    const refused = () => platformsIn([file("cdk.tf.json", text)]);
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
    expect(refused).not.toThrow("hunter2");
  });

  it("shows no terminal what a stranger wrote for it, when it is refused", () => {
    const path = file(
      "a.yaml",
      POD.replace("image: nginx:1.27", 'resources: { limits: { cpu: "\\e[2J\\n::error::x" } }'),
    );
    const refused = () => platformsIn([path]);
    expect(refused).toThrow("\\u001b[2J\n\\u003a:error::x");
    expect(refused).not.toThrow("\u001b");
  });

  it("is a file, and no device that never ends", () => {
    expect(() => platformsIn(["/dev/zero"])).toThrow("/dev/zero: is neither a file nor a folder");
  });
});
