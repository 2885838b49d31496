import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { eventually, freePort, useLab } from "./support/lab";
import { stub } from "./support/http-stub";
import { Program } from "./support/program";

const PROJECT = join(__dirname, "..");
const lab = useLab();
let folder: string;
let fullBytes: number;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

const jsonIn = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

function bytesBelow(path: string): number {
  const files = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** What an image holds: `dist` and the packages that production needs, as the lock file says. */
function copyRelease(): string {
  const target = lab.folder();
  const { packages } = jsonIn(join(PROJECT, "package-lock.json")) as Lock;
  const needed = Object.keys(packages).filter(
    (path) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !packages[path]?.dev,
  );
  const present = ["dist", "package.json", ...needed].filter((path) => existsSync(join(PROJECT, path)));
  const copy = (how: string) => spawnSync("cp", [how, "--parents", ...present, target], { cwd: PROJECT }).status === 0;
  // Hard links are faster, but do not reach into another file system.
  if (!copy("-rl") && !copy("-rf")) throw new Error("the packages cannot be copied");
  return target;
}

beforeAll(() => {
  folder = copyRelease();
  fullBytes = bytesBelow(join(folder, "node_modules"));
  execFileSync(process.execPath, [join(PROJECT, "scripts", "slim.js"), folder]);
});

it("slimmed packages are less than half as large", () => {
  expect(bytesBelow(join(folder, "node_modules"))).toBeLessThan(fullBytes / 2);
});

it("every package can be loaded", () => {
  const { dependencies } = jsonIn(join(folder, "package.json")) as { dependencies: object };
  const script = Object.keys(dependencies).map((name) => `require(${JSON.stringify(name)});`);
  expect(() => execFileSync(process.execPath, ["-e", script.join("")], { cwd: folder, stdio: "pipe" })).not.toThrow();
  expect(() => execFileSync(process.execPath, ["-e", 'require("jest")'], { cwd: folder, stdio: "pipe" })).toThrow();
});

it("the service runs with them, and sends traces", async () => {
  const received: string[] = [];
  const { origin } = await stub(lab, (request, response) => {
    received.push(request.url ?? "");
    response.end();
  });
  const port = await freePort();
  const env = { PORT: String(port), LISTEN_ADDRESS: "127.0.0.1", OTEL_EXPORTER_OTLP_ENDPOINT: origin };
  lab.keep(new Program([process.execPath, join(folder, "dist", "main.js")], { env }));
  await eventually("it answers", async () => (await fetch(`http://127.0.0.1:${port}/v1/slow?ms=1`)).ok || undefined);
  await eventually("it sends traces", () => received.includes("/v1/traces") || undefined);
});
