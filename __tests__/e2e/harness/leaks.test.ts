import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { throwAwayEngine } from "../../support/engine/engine";
import { IMAGE, makeImage, removeAll, start } from "../../support/engine/handmade";
import { enginePlaces } from "../../support/leaks/engine-places";
import { filePlaces } from "../../support/leaks/file-places";
import { processPlaces } from "../../support/leaks/process-places";
import { processPlacesDuring } from "../../support/leaks/process-watch";
import { type Place, searchLeaks } from "../../support/leaks/search";

jest.setTimeout(120_000);
const docker = throwAwayEngine();
/** Spelled in two parts, so that this file's own text is no finding. */
const VALUE = ["planted/secret", "& 100%"].join("+");
const encoded = Buffer.from(`x${VALUE}`).toString("base64");
let made: Docker.Container[] = [];

beforeAll(() => makeImage(docker));
afterEach(() => removeAll(made.splice(0)));

async function placesOf(places: Iterable<Place> | AsyncIterable<Place>): Promise<readonly string[]> {
  const leaks = await searchLeaks({ secrets: [{ name: "planted", value: VALUE }], places });
  return leaks.map(({ encoding, place }) => `${encoding}: ${place.replace(/[0-9a-f]{64}|\d+/, "…")}`);
}

async function leakedBy(options: Docker.ContainerCreateOptions) {
  made = [await start(docker, { name: "leaky", config: options })];
  return placesOf(enginePlaces(docker));
}

describe("a leak on the engine", () => {
  it("is not there before it is planted", async () => {
    expect(await leakedBy({})).toEqual([]);
    expect(await placesOf(processPlaces())).toEqual([]);
  });

  it.each<[string, Docker.ContainerCreateOptions, string]>([
    ["an environment variable", { Env: [`PASSWORD=${VALUE}`] }, "raw: container /leaky"],
    ["an argument", { Cmd: ["test", encoded] }, "base64: container /leaky"],
    ["a label", { Labels: { note: encodeURIComponent(VALUE) } }, "URL: container /leaky"],
    ["a health check", { Healthcheck: { Test: ["CMD", Buffer.from(VALUE).toString("hex")] } }, "hex: container /leaky"],
  ])("is found in %s", async (_what, options, finding) => {
    expect(await leakedBy(options)).toEqual([finding]);
  });

  it("is found in a log", async () => {
    made = [
      await start(docker, {
        name: "leaky",
        command: ["printf", "password is %s\n", "x"],
        config: { Cmd: ["echo", VALUE] },
      }),
    ];
    await made[0]?.wait();
    expect(await placesOf(enginePlaces(docker))).toContain("raw: logs of /leaky");
  });

  it("is found in a volume's and in a network's labels", async () => {
    const Labels = { note: VALUE };
    await docker.createVolume({ Name: "leaky", Labels });
    const network = await docker.createNetwork({ Name: "leaky", Labels });
    const found = await placesOf(enginePlaces(docker));
    await Promise.all([docker.getVolume("leaky").remove(), network.remove()]);
    expect(found).toEqual(["raw: volume leaky", "raw: network …"]);
  });

  it("is found in an image and in its history", async () => {
    const source = await docker.createContainer({ Image: IMAGE, name: "source", Cmd: ["x"] });
    await source.commit({ repo: "leaky", changes: [`ENV PASSWORD=${JSON.stringify(VALUE)}`], comment: VALUE });
    const found = await placesOf(enginePlaces(docker));
    await source.remove();
    await docker.getImage("leaky").remove();
    const kinds = found.map((finding) => finding.replace(/sha….*/, "…"));
    expect(kinds).toEqual(["raw: image …", "raw: history of image …"]);
  });
});

describe("a leak on the machine", () => {
  it.each([
    ["arguments", ["3600", VALUE], {}, "cmdline"],
    ["environment", ["3600"], { PASSWORD: VALUE }, "environ"],
  ])("is found in the %s of a process", async (_what, args, env, file) => {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000); console.log(1)", ...args], { env });
    await once(child.stdout, "data");
    const found = await placesOf(processPlaces());
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(found).toEqual([`raw: /proc/…/${file}`]);
  });

  it("is found in a process that has ended before the search, when processes were watched", async () => {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 300)", VALUE]);
    const watched = await processPlacesDuring(once(child, "exit"));
    expect(await placesOf(processPlaces())).toEqual([]);
    expect(await placesOf(watched)).toEqual(["raw: /proc/…/cmdline"]);
  });

  it("is found in the processes of a container", async () => {
    made = [await start(docker, { name: "leaky", config: { Env: [`PASSWORD=${VALUE}`] } })];
    expect(await placesOf(processPlaces())).toEqual(["raw: /proc/…/environ"]);
  });

  it("is found in a file below a folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "leak-"));
    writeFileSync(join(folder, "state.json"), JSON.stringify({ password: VALUE }));
    const found = await placesOf(filePlaces(folder));
    rmSync(folder, { recursive: true });
    expect(found).toEqual([expect.stringMatching(/^raw: .*state\.json$/)]);
  });
});
