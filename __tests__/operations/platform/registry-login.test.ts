import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loginFile, registryLogin, registryOf } from "../../../operations/platform/registry-login";

const HOOK = join(__dirname, "..", "..", "support", "constructs", "run-typescript.js");
const MODULE = join(__dirname, "..", "..", "..", "operations", "platform", "registry-login.ts");

describe("the registry of a reference", () => {
  it.each([
    ["mirror.example.com:5000/library/redis:8", "mirror.example.com:5000"],
    ["ghcr.io/owner/image@sha256:00", "ghcr.io"],
    ["localhost/image:1", "localhost"],
    ["docker.io/library/redis:8", "docker.io"],
    ["prom/prometheus:v3", "docker.io"],
    ["redis:8.1", "docker.io"],
  ])("%s is %s", (reference, registry) => expect(registryOf(reference)).toBe(registry));
});

describe("the file of the logins", () => {
  it.each([
    ["/etc/login.json", "/etc/login.json"],
    ["~/.docker/work.json", "/home/me/.docker/work.json"],
    [undefined, "/home/me/.docker/config.json"],
  ])("given as %s is %s", (given, file) => expect(loginFile(given, { HOME: "/home/me" })).toBe(file));

  it("is where the docker command has its own", () => {
    expect(loginFile(undefined, { HOME: "/home/me", DOCKER_CONFIG: "/srv/docker" })).toBe("/srv/docker/config.json");
  });
});

describe("a login", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-login-"));
  const file = join(folder, "config.json");
  const auth = Buffer.from("me:pass:word").toString("base64");
  const login = (config: unknown, registry = "mirror:5000") => {
    writeFileSync(file, JSON.stringify(config));
    return registryLogin(registry, file);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is the one that the file has for that registry, whatever signs the password holds", async () => {
    const expected = { username: "me", password: "pass:word", serveraddress: "mirror:5000" };
    expect(await login({ auths: { "mirror:5000": { auth }, other: { auth: "eA==" } } })).toEqual(expected);
    expect(await login({ auths: { "https://mirror:5000": { auth } } })).toEqual(expected);
  });

  it("may be a token", async () => {
    const expected = { identitytoken: "t", serveraddress: "mirror:5000" };
    expect(await login({ auths: { "mirror:5000": { auth, identitytoken: "t" } } })).toEqual(expected);
  });

  it("for Docker's own registry has the key that the docker command uses", async () => {
    const key = "https://index.docker.io/v1/";
    expect(await login({ auths: { [key]: { auth } } }, "docker.io")).toMatchObject({ serveraddress: key });
  });

  it("is none where the file has none for that registry", async () => {
    expect(await login({ auths: { other: { auth } } })).toBeUndefined();
    expect(await login({ auths: { "mirror:5000": {} } })).toBeUndefined();
    expect(await login({})).toBeUndefined();
  });

  it("needs the file, where one is given, and that it can be read", async () => {
    await expect(registryLogin("mirror:5000", "/nonexistent.json")).rejects.toMatchObject({ exitCode: 3 });
    writeFileSync(file, "{");
    await expect(registryLogin("mirror:5000", file)).rejects.toThrow(`cannot be read from ${file}`);
  });
});

/** execa is an ES module, which Jest cannot load, so what runs a helper runs in a Node of its own. */
describe("a login in a credential store", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-helper-"));
  const file = join(folder, "config.json");
  const asked = (config: unknown, answer: string, given = true) => {
    writeFileSync(file, JSON.stringify(config));
    writeFileSync(join(folder, "docker-credential-test"), `#!/bin/sh\n${answer}\n`, { mode: 0o755 });
    const script = `require(${JSON.stringify(MODULE)}).registryLogin("mirror:5000"${given ? `, ${JSON.stringify(file)}` : ""})
      .then((login) => login ?? null, ({ exitCode }) => exitCode).then((one) => console.log(JSON.stringify(one)))`;
    const env = { ...process.env, PATH: `${folder}:${process.env["PATH"]}`, DOCKER_CONFIG: folder };
    return JSON.parse(
      execFileSync(process.execPath, ["--no-warnings", "-r", HOOK, "-e", script], { env }).toString(),
    ) as unknown;
  };
  const answer = (Username: string) => `read key; echo '{"ServerURL":"'$key'","Username":"${Username}","Secret":"s"}'`;
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is asked of its helper", () => {
    const expected = { username: "me", password: "s", serveraddress: "mirror:5000" };
    expect(asked({ credHelpers: { "mirror:5000": "test" } }, answer("me"))).toEqual(expected);
    expect(asked({ credsStore: "test" }, answer("me"))).toEqual(expected);
    expect(asked({ credsStore: "test" }, answer("<token>"))).toEqual({
      identitytoken: "s",
      serveraddress: "mirror:5000",
    });
  });

  it("is none where the helper knows none", () => {
    expect(asked({ credsStore: "test" }, "echo 'credentials not found'; exit 1")).toBeNull();
  });

  it("needs the helper that a given file names, but not the one of the user's own file", () => {
    expect(asked({ credsStore: "missing" }, "")).toBe(3);
    expect(asked({ credsStore: "missing" }, "", false)).toBeNull();
  });
});
