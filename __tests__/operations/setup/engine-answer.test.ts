import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";

import { askEngine, isTooOld, noAnswer } from "../../../operations/setup/engine-answer";
import { temporaryFolder } from "./temporary-folder";

describe("an engine that is asked who it is", () => {
  const folder = temporaryFolder();
  const servers: Server[] = [];

  async function listening(name: string, listener: RequestListener) {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(join(folder, name), resolve));
    return { url: `unix://${join(folder, name)}`, chosenBy: "the test" };
  }

  afterAll(() => servers.forEach((server) => server.close()));

  it("answers with its version", async () => {
    const body = JSON.stringify({ Version: "20.10.24+dfsg1", ApiVersion: "1.41" });
    const host = await listening("good.sock", (_request, response) => response.end(body));
    expect(await askEngine(host)).toEqual({ state: "answers", version: "20.10.24+dfsg1", apiVersion: "1.41" });
  });

  it("is silent when nobody listens", async () => {
    const answer = await askEngine({ url: `unix://${folder}/nobody.sock`, chosenBy: "the test" });
    expect(answer).toMatchObject({ state: "silent", why: expect.stringContaining("ENOENT") as string });
  });

  it("is silent when something else listens", async () => {
    const host = await listening("bad.sock", (_request, response) => response.writeHead(500).end("no"));
    expect(await askEngine(host)).toMatchObject({ state: "silent" });
  });

  it("wins over DOCKER_HOST, which is for other commands", async () => {
    const host = await listening("own.sock", (_request, response) =>
      response.end('{"Version":"own","ApiVersion":"1.47"}'),
    );
    process.env["DOCKER_HOST"] = "tcp://127.0.0.1:1";
    const answer = await askEngine(host).finally(() => delete process.env["DOCKER_HOST"]);
    expect(answer).toMatchObject({ version: "own" });
  });

  it.each(["EACCES", "EPERM"])("denies with %s", (code) => {
    expect(noAnswer({ code, message: "" })).toEqual({ state: "denied" });
  });

  it.each([
    ["1.40", true],
    ["1.41", false],
    ["1.54", false],
    ["", true],
  ])("with API %j is too old: %s", (api, expected) => {
    expect(isTooOld(api)).toBe(expected);
  });
});
