import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Redis } from "../../constructs/components/redis";
import { DockerTarget } from "../../constructs/targets/docker/docker-target";
import { readManifest, SecretKind, withoutTemplates } from "../../operations/manifest";

const EMPTY = {
  environment: "trial",
  docker: "unix:///var/run/docker.sock",
  containers: [],
  jobs: [],
  checks: [],
  restores: [],
  hostFolders: [],
  networks: [],
  volumes: [],
  configVolumes: [],
  secrets: [],
  routes: [],
  leftOut: [],
};

describe("readManifest", () => {
  let out: string;
  beforeEach(() => void (out = mkdtempSync(join(tmpdir(), "manifest-"))));
  afterEach(() => rmSync(out, { recursive: true }));

  const folderWith = (text: string): string => {
    const folder = join(out, "stacks", "trial");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), text);
    return folder;
  };
  const folderOf = (manifest: object): string => folderWith(JSON.stringify({ "//": { bulwark: manifest } }));

  const synthesized = (): string => {
    const app = new App({ outdir: out, stackTraces: false });
    const stack = new TerraformStack(app, "trial");
    new DockerTarget(stack, "docker");
    new Redis(stack, "redis");
    app.synth();
    return join(out, "stacks", "trial");
  };

  it("reads what the Docker target writes, key by key", () => {
    const folder = synthesized();
    const written = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as { "//": { bulwark: object } };
    expect(readManifest(folder)).toEqual(written["//"].bulwark);
  });

  it("knows the secrets of a Redis and who reads them", () => {
    const { secrets } = readManifest(synthesized());
    expect(secrets).toContainEqual({ name: "redis-health", kind: SecretKind.PASSWORD, uid: 999, gid: 1000 });
  });

  it("takes back what made a text plain to Terraform", () => {
    const routes = [{ component: "api", path: "/$${a}/%%{b}", auth: "none" }];
    expect(readManifest(folderOf({ ...EMPTY, routes })).routes[0]?.path).toBe("/${a}/%{b}");
  });

  it("says to synthesize first when the stack is not there", () => {
    expect(() => readManifest(join(out, "none"))).toThrow(
      "Run 'bulwark synth' in the project's folder first; for a stack of your own, 'cdktf synth'.",
    );
  });

  it("says so when the file is no JSON", () => {
    expect(() => readManifest(folderWith("{"))).toThrow("is not JSON: it was cut short or edited");
  });

  it("says so when no Docker target wrote the stack", () => {
    expect(() => readManifest(folderWith("{}"))).toThrow('has no manifest below "//".bulwark');
  });

  it.each([
    ["an unknown key", { ...EMPTY, colour: "red" }, 'Unrecognized key: "colour"'],
    ["a missing key", { ...EMPTY, jobs: undefined }, "jobs: Invalid input: expected array"],
    [
      "an environment that leads out of its folder",
      { ...EMPTY, environment: "../etc" },
      "environment: must be lower-case",
    ],
    [
      "a secret that leads out of its folder",
      { ...EMPTY, secrets: [{ name: "../shadow", kind: "password", uid: 1, gid: 1 }] },
      "secrets.0.name: must be a plain file name",
    ],
  ])("refuses %s", (_what, manifest, message) => {
    const folder = folderOf(manifest);
    expect(() => readManifest(folder)).toThrow(message);
    expect(() => readManifest(folder)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe("withoutTemplates", () => {
  it.each([
    ["$${a}", "${a}"],
    ["%%{a}", "%{a}"],
    ["$$${a}", "$${a}"],
    ["${a} $ {b} $%{c}", "${a} $ {b} $%{c}"],
  ])("turns %s into %s", (text, plain) => expect(withoutTemplates(text)).toBe(plain));
});
