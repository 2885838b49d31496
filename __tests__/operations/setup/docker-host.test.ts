import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { dockerHost, dockerHostAt, dockerOptions } from "../../../operations/setup/docker-host";
import { temporaryFolder } from "./temporary-folder";

const DEFAULT = { url: "unix:///var/run/docker.sock", chosenBy: "Docker's default" };

describe("the Docker host", () => {
  const root = temporaryFolder();

  function configFolder(context: { readonly name: string; readonly host?: string; readonly tls?: boolean }): string {
    const folder = mkdtempSync(join(root, "docker-"));
    const id = createHash("sha256").update(context.name).digest("hex");
    writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: context.name }));
    mkdirSync(join(folder, "contexts", "meta", id), { recursive: true });
    const meta = { Name: context.name, Endpoints: { docker: { Host: context.host } } };
    writeFileSync(join(folder, "contexts", "meta", id, "meta.json"), JSON.stringify(meta));
    if (context.tls) mkdirSync(join(folder, "contexts", "tls", id, "docker"), { recursive: true });
    return folder;
  }

  it("is the local socket when nobody says otherwise", () => {
    expect(dockerHost({ DOCKER_CONFIG: "/nonexistent" })).toEqual(DEFAULT);
  });

  it("is what DOCKER_HOST says, whatever the context", () => {
    const DOCKER_CONFIG = configFolder({ name: "qa", host: "tcp://qa:2376" });
    const expected = { url: "unix:///tmp/x.sock", chosenBy: "DOCKER_HOST" };
    expect(dockerHost({ DOCKER_CONFIG, DOCKER_HOST: "unix:///tmp/x.sock" })).toEqual(expected);
  });

  it("is the current context's", () => {
    const DOCKER_CONFIG = configFolder({ name: "qa", host: "ssh://me@qa" });
    expect(dockerHost({ DOCKER_CONFIG })).toEqual({ url: "ssh://me@qa", chosenBy: "the Docker context qa" });
  });

  it("is the local socket for the context 'default'", () => {
    expect(
      dockerHost({ DOCKER_CONFIG: configFolder({ name: "qa", host: "ssh://qa" }), DOCKER_CONTEXT: "default" }),
    ).toEqual(DEFAULT);
  });

  it("brings the context's certificates", () => {
    const DOCKER_CONFIG = configFolder({ name: "qa", host: "tcp://qa:2376", tls: true });
    const id = createHash("sha256").update("qa").digest("hex");
    expect(dockerHost({ DOCKER_CONFIG }).tlsFolder).toBe(join(DOCKER_CONFIG, "contexts", "tls", id, "docker"));
  });

  it("is an error when the chosen context does not exist", () => {
    const DOCKER_CONFIG = configFolder({ name: "qa", host: "ssh://qa" });
    expect(() => dockerHost({ DOCKER_CONFIG, DOCKER_CONTEXT: "gone" })).toThrow(
      "the Docker context 'gone' is chosen but ",
    );
  });

  it("named by an environment takes certificates from the usual variables", () => {
    const env = { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: "/certs" };
    expect(dockerHostAt("tcp://qa:2376", env)).toEqual({
      url: "tcp://qa:2376",
      chosenBy: "the environment",
      tlsFolder: "/certs",
    });
    expect(dockerHostAt("unix:///x.sock", env)).toEqual({ url: "unix:///x.sock", chosenBy: "the environment" });
  });
});

describe("the client of a Docker host", () => {
  const root = temporaryFolder();

  it.each([
    ["unix:///var/run/docker.sock", { protocol: "http", socketPath: "/var/run/docker.sock", host: undefined }],
    ["tcp://qa:4243", { protocol: "http", host: "qa", port: "4243", socketPath: undefined }],
    ["tcp://qa", { protocol: "http", host: "qa", port: 2375 }],
    ["ssh://me@qa:2222", { protocol: "ssh", host: "qa", port: "2222", username: "me" }],
    ["ssh://qa", { protocol: "ssh", host: "qa", port: 22 }],
  ])("goes to %s", (url, expected) => {
    expect(dockerOptions({ url, chosenBy: "" })).toMatchObject(expected);
  });

  it("speaks TLS with the folder's certificates", () => {
    for (const name of ["ca", "cert", "key"]) writeFileSync(join(root, `${name}.pem`), name);
    const options = dockerOptions({ url: "tcp://qa", chosenBy: "", tlsFolder: root });
    expect(options).toMatchObject({ protocol: "https", port: 2376, ca: Buffer.from("ca"), key: Buffer.from("key") });
  });
});
