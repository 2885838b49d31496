import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { download } from "../../../operations/setup/download";
import { Unreachable } from "../../../operations/setup/errors";
import { temporaryFolder } from "./temporary-folder";

const CONTENT = "the release";
const SHA256 = createHash("sha256").update(CONTENT).digest("hex");

describe("a download", () => {
  const file = join(temporaryFolder(), "file");
  let server: Server;
  let base: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === "/moved") response.writeHead(302, { location: "/release" }).end();
      else response.writeHead(request.url === "/release" ? 200 : 404).end(CONTENT);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each(["/release", "/moved"])("of %s is saved when it is what was pinned", async (path) => {
    await download({ url: base + path, sha256: SHA256 }, file);
    expect(readFileSync(file, "utf8")).toBe(CONTENT);
  });

  it("of anything else is refused, and not as something that another way may replace", async () => {
    const error: unknown = await download({ url: `${base}/release`, sha256: "0".repeat(64) }, file).catch(
      (e: unknown) => e,
    );
    expect(error).not.toBeInstanceOf(Unreachable);
    expect(error).toMatchObject({
      exitCode: 4,
      message: expect.stringContaining(`got: ${SHA256}, expected: 000`) as string,
    });
  });

  it("that the server does not have may be replaced by another way", async () => {
    const attempt = download({ url: `${base}/missing`, sha256: SHA256 }, file);
    await expect(attempt).rejects.toThrow(`${base}/missing cannot be had: HTTP 404`);
    await expect(attempt).rejects.toBeInstanceOf(Unreachable);
  });

  it("from nobody may be replaced by another way", async () => {
    const attempt = download({ url: "http://127.0.0.1:1/release", sha256: SHA256 }, file);
    await expect(attempt).rejects.toBeInstanceOf(Unreachable);
  });
});
