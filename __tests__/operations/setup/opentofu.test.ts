import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import { pack } from "tar-stream";

import { openTofu, tryCachedOpenTofu, tryRelease } from "../../../operations/setup/opentofu";
import { pins } from "../../../operations/setup/pins";
import { temporaryFolder } from "./temporary-folder";

async function archive() {
  const tar = pack();
  tar.entry({ name: "LICENSE" }, "MPL-2.0");
  tar.entry({ name: "tofu", mode: 0o755 }, "#!/bin/sh\necho OpenTofu v1.12.6\n");
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

describe("OpenTofu's release", () => {
  it("is named by version and platform", () => {
    const pin = {
      version: "1.2.3",
      url: "https://example.com/v{version}/tofu_{version}_{platform}.tar.gz",
      sha256: { linux_amd64: "ab" },
    };
    const url = "https://example.com/v1.2.3/tofu_1.2.3_linux_amd64.tar.gz";
    expect(tryRelease(pin, { os: "linux", arch: "amd64" })).toEqual({ url, sha256: "ab" });
  });

  it("is not used on a platform without a checksum", () => {
    expect(tryRelease(pins().opentofu, { os: "plan9", arch: "mips" })).toBeUndefined();
  });
});

describe("OpenTofu from its release", () => {
  const cacheRoot = temporaryFolder();
  let server: Server;
  let body: Buffer;
  let requests = 0;

  beforeAll(async () => {
    body = await archive();
    server = createServer((_request, response) => {
      requests += 1;
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  function options(sha256: string) {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tofu.tar.gz`;
    return { cacheRoot, pins: pins(), report: () => undefined, release: { url, sha256 } };
  }

  it("stops at a wrong checksum instead of building, and keeps nothing", async () => {
    await expect(openTofu(options("0".repeat(64)))).rejects.toThrow("is not what was pinned");
    expect(await tryCachedOpenTofu(options(""))).toBeUndefined();
  });

  it("is one program, executable, downloaded once", async () => {
    const pinned = options(createHash("sha256").update(body).digest("hex"));
    const program = await openTofu(pinned);
    requests = 0;
    expect([await openTofu(pinned), await tryCachedOpenTofu(pinned), requests]).toEqual([program, program, 0]);
    expect(readFileSync(program, "utf8")).toContain("OpenTofu v1.12.6");
    expect(statSync(program).mode & 0o777).toBe(0o755);
  });
});
