import { mkdtemp, readFile, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../operations/process";
import { cacheRoot } from "../../operations/setup/cache";
import { checkovFor } from "../../operations/testing/checkov";
import { machine } from "../machine";
import type { PartOptions } from "../parts";
import { measured } from "../synth/process";
import { Form, writeInput } from "./inputs";
import { Way, type RulesMeasurement, type RulesResult } from "./results";

const SIZES = [1_000, 10_000];

/** Of one run of checkov. */
const CHECKOV_SECONDS = 600;

const CHECKOV_FRAMEWORK = { [Form.TERRAFORM]: "terraform_json", [Form.MANIFESTS]: "kubernetes" } as const;

/** Nothing may leave the machine: checkov asks the web for its own newest version. */
const OFFLINE = { http_proxy: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9", no_proxy: "" };

interface Case {
  readonly form: Form;
  readonly resources: number;
  readonly file: string;
}

/** Whole processes that judge the same file: Bulwark's rules, and stock checkov, whose rules are others. */
export async function benchRules({ repetitions, report }: PartOptions): Promise<RulesResult> {
  const checkov = await checkovFor({ cacheRoot: cacheRoot(), report });
  const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-rules-"));
  const measurements: RulesMeasurement[] = [];
  try {
    for (const form of Object.values(Form)) {
      for (const resources of SIZES) {
        const one = { form, resources, file: await writeInput(folder, form, resources) };
        report(`${resources} in ${form}: warm up`);
        await bulwark(one, folder);
        for (let repetition = 1; repetition <= repetitions; repetition++) {
          report(`${resources} in ${form}: ${repetition}`);
          measurements.push(await bulwark(one, folder), await reading(one));
        }
        report(`${resources} in ${form}: checkov`);
        measurements.push(await beside(one, checkov));
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { date: new Date().toISOString(), machine: machine(), repetitions, measurements };
}

const DIST = join(__dirname, "../..");

async function bulwark({ form, resources, file }: Case, folder: string): Promise<RulesMeasurement> {
  const output = join(folder, "result.json");
  const words = ["check", file, "--format", "json", "--output", output];
  const load = loadavg()[0]!;
  const { seconds, cpuSeconds } = await measured({
    words: [process.execPath, join(DIST, "scripts/bulwark.js"), ...words],
    cwd: folder,
    acceptExitCodes: [0, 1],
  });
  const { summary } = JSON.parse(await readFile(output, "utf8")) as { readonly summary: Record<string, number> };
  const answers = ["pass", "fail", "unknown", "notApplicable", "cannotSay"].reduce(
    (sum, key) => sum + summary[key]!,
    0,
  );
  return { form, resources, way: Way.BULWARK, load, seconds, cpuSeconds, answers, isCut: false };
}

async function reading({ form, resources, file }: Case): Promise<RulesMeasurement> {
  const load = loadavg()[0]!;
  const words = [process.execPath, join(__dirname, "read-only.js"), file];
  const { seconds, cpuSeconds } = await measured({ words, cwd: DIST });
  return { form, resources, way: Way.READ, load, seconds, cpuSeconds, answers: 0, isCut: false };
}

interface CheckovReport {
  readonly summary?: { readonly passed: number; readonly failed: number };
}

/** Once: it takes minutes. Its processor time is that of all its processes, which only the shell can tell. */
async function beside({ form, resources, file }: Case, checkov: readonly string[]): Promise<RulesMeasurement> {
  const load = loadavg()[0]!;
  const own = ["--framework", CHECKOV_FRAMEWORK[form], "--skip-download", "--quiet", "--compact", "--output", "json"];
  const timed = [
    "-c",
    // Of ten thousand things it says more than a pipe should hold.
    `TIMEFORMAT="%U %S"; out=$1; shift; time "$@" > "$out"`,
    "bash",
    `${file}.checkov.json`,
    "timeout",
    `${CHECKOV_SECONDS}`,
    ...checkov,
    ...own,
    "--file",
    file,
  ];
  const began = performance.now();
  const { stderr, exitCode } = await run("bash", timed, {
    env: OFFLINE,
    acceptExitCodes: [0, 1, 124],
    timeoutSeconds: CHECKOV_SECONDS + 60,
  });
  const seconds = (performance.now() - began) / 1000;
  const [user, system] = stderr.trim().split("\n").at(-1)!.split(" ").map(Number);
  const cpuSeconds = user! + system!;
  const isCut = exitCode === 124;
  const { summary } = isCut ? {} : (JSON.parse(await readFile(`${file}.checkov.json`, "utf8")) as CheckovReport);
  const answers = summary ? summary.passed + summary.failed : 0;
  return { form, resources, way: Way.CHECKOV, load, seconds, cpuSeconds, answers, isCut };
}
