import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answeringEngineAt, engineAt, isPrivate } from "../../../operations/engine/connect";

describe("engineAt", () => {
  it.each(["", "docker", "unix://relative.sock", "ssh://", "http://host:2375", "tcp://ho st"])(
    "refuses '%s'",
    (address) => {
      expect(() => engineAt(address)).toThrow(`'${address}' is no address of a Docker engine`);
    },
  );

  it("goes where the address says, not where DOCKER_HOST does", async () => {
    const folder = mkdtempSync(join(tmpdir(), "engine-"));
    const server = createServer((_request, response) => response.end("OK")).listen(join(folder, "socket"));
    process.env.DOCKER_HOST = "tcp://127.0.0.1:1";
    const answer = await answeringEngineAt(`unix://${folder}/socket`).finally(() => delete process.env.DOCKER_HOST);
    server.close();
    rmSync(folder, { recursive: true });
    expect(answer).toBeDefined();
  });
});

describe("answeringEngineAt", () => {
  it("names the address where nobody answers, as something that the machine lacks", async () => {
    const answer = answeringEngineAt("unix:///nowhere/docker.sock");
    await expect(answer).rejects.toThrow("no Docker engine answers at unix:///nowhere/docker.sock");
    await expect(answer).rejects.toMatchObject({ exitCode: 3 });
  });
});

describe("isPrivate", () => {
  it.each([
    ["unix:///var/run/docker.sock", {}, true],
    ["ssh://me@sark", {}, true],
    ["tcp://127.0.0.1:2375", {}, true],
    ["tcp://[::1]:2375", {}, true],
    ["tcp://sark:2375", {}, false],
    ["tcp://127.0.0.1.example.com:2375", {}, false],
    ["tcp://sark:2376", { DOCKER_CERT_PATH: "/certs" }, true],
  ])("of %s with %j is %s", (address, environment, expected) => expect(isPrivate(address, environment)).toBe(expected));
});
