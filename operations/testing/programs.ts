import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureActionlint } from "./actionlint";
import { BROWSERS } from "./browsers";
import { checkovFor } from "./checkov";
import { noRightForEngine, testPackagesMissing } from "./errors";
import { ensureKubernetesPrograms } from "./kubernetes";
import { kubernetesSchemasFor } from "./kubernetes-schemas";
import { motoFor } from "./moto";
import type { MadeIn } from "./python-environment";
import { buildImages, recipesOf } from "../images/build";
import { buildContext } from "../images/build-context";
import { RECIPES } from "../../images";
import { run } from "../process";
import { prepare } from "../setup";
import { cacheRoot } from "../setup/cache";
import { installPackages, mayInstallPackages } from "../setup/packages";
import type { Report } from "../setup/report";

/** Programs that the tests run, and the distribution's package for each. */
const PROGRAMS: Readonly<Record<string, string>> = {
  busybox: "busybox-static",
  chromium: "chromium",
  "cmark-gfm": "cmark-gfm",
  dockerd: "docker.io",
  ip: "iproute2",
  iptables: "iptables",
  pebble: "pebble",
  postgres: "postgresql",
  "redis-server": "redis-server",
};

/** Under any of which a program may be there already. */
const NAMES: Readonly<Record<string, readonly string[]>> = { chromium: BROWSERS };

const POSTGRES = "/usr/lib/postgresql";

/** Everything that the slow suites run: Terraform with its providers, an engine's program, images, servers, a control plane. */
export async function ensureTestPrograms(report: Report): Promise<Readonly<Record<string, string>>> {
  requireRoot();
  const { lanes, result } = prepare({ want: { provider: true } });
  const [go, python] = await Promise.all([
    (async () => {
      for (const { run: runTask } of lanes.flat()) await runTask(report);
      return { ...(await ensureActionlint(report)), ...(await ensureKubernetesPrograms(report)) };
    })(),
    (async () => {
      await installMissing(report);
      await buildService(report);
      await buildImages(buildContext({ cacheDir: cacheRoot(), report }), recipesOf(RECIPES.map(({ name }) => name)));
      return ensurePythonPackages(report);
    })(),
  ]);
  return { ...result.env, BULWARK_TERRAFORM: result.terraform.path, ...go, ...python };
}

/** What comes from Python, and the variable that says why it cannot be had. */
const PYTHON: Readonly<Record<string, (where: MadeIn) => Promise<unknown>>> = {
  BULWARK_MOTO_MISSING: motoFor,
  BULWARK_CHECKOV_MISSING: checkovFor,
  BULWARK_SCHEMAS_MISSING: kubernetesSchemasFor,
};

/** Where one cannot be had, the tests that use it alone fail, and say why. */
async function ensurePythonPackages(report: Report): Promise<Readonly<Record<string, string>>> {
  const missing: Record<string, string> = {};
  for (const [variable, packagesFor] of Object.entries(PYTHON)) {
    try {
      await packagesFor({ cacheRoot: cacheRoot(), report });
    } catch (error) {
      missing[variable] = (error as Error).message;
    }
  }
  return missing;
}

/** A throw-away engine needs namespaces, and these need root. */
function requireRoot(): void {
  if (process.getuid?.() === 0) return;
  throw noRightForEngine();
}

async function installMissing(report: Report): Promise<void> {
  const missing = Object.entries(PROGRAMS)
    .filter(([program]) => !(NAMES[program] ?? [program]).some(isThere))
    .map(([, name]) => name);
  if (missing.length === 0) return;
  const right = await mayInstallPackages();
  if (!right.allowed) throw testPackagesMissing(missing, right.why);
  report(`installing ${missing.join(", ")} ${right.as}`);
  await installPackages(missing, report);
}

/** Debian keeps the programs of a Postgres server in a folder per version, off the PATH. */
function isThere(program: string): boolean {
  const postgres = existsSync(POSTGRES) ? readdirSync(POSTGRES).map((version) => join(POSTGRES, version, "bin")) : [];
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/sbin", ...postgres];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** Its tests run what it compiles to. */
async function buildService(report: Report): Promise<void> {
  const cwd = join("images", "service");
  if (!existsSync(join(cwd, "node_modules", ".package-lock.json"))) {
    report("installing the npm packages of the reference service");
    await run("npm", ["ci", "--ignore-scripts"], { cwd });
  }
  await run("npm", ["run", "build"], { cwd });
}
