import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineAt } from "../../../operations/engine/connect";
import { sshWords } from "../../../operations/engine/ssh-agent";

/** Stands where `ssh` stands: notes its words, and leads to a socket of this machine instead of another one. */
const standIn = (folder: string): string => `#!${process.execPath}
require("node:fs").writeFileSync("${folder}/words", process.argv.slice(2).join(" "));
const socket = require("node:net").connect("${folder}/socket");
process.stdin.pipe(socket).pipe(process.stdout);
`;

describe("an ssh:// address", () => {
  const path = process.env.PATH;
  const folder = mkdtempSync(join(tmpdir(), "ssh-"));
  afterAll(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });

  it("is reached through the machine's own ssh, with what it sends and receives intact", async () => {
    const server = createServer((request, response) => void request.pipe(response)).listen(join(folder, "socket"));
    writeFileSync(join(folder, "ssh"), standIn(folder));
    chmodSync(join(folder, "ssh"), 0o755);
    process.env.PATH = `${folder}:${path}`;
    const sent = "x".repeat(200_000);
    const container = engineAt("ssh://me@sark:2222").getContainer("any");
    const received: unknown = await container.putArchive(Buffer.from(JSON.stringify(sent)), { path: "/" });
    server.close();
    expect(received).toBe(sent);
    expect(readFileSync(join(folder, "words"), "utf8")).toContain("-l me -p 2222 -- sark docker system dial-stdio");
  });

  it("never asks for a password, since nobody would see the question", () => {
    expect(sshWords(new URL("ssh://sark"))).toContain("BatchMode=yes");
  });

  it("cannot smuggle an option in as a host name", () => {
    expect(sshWords(new URL("ssh://-oproxy")).slice(-5, -3)).toEqual(["--", "-oproxy"]);
  });
});
