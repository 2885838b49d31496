import { ensureDebianImages } from "../../operations/images/ensure";
import { cacheRoot } from "../../operations/setup/cache";
import { textTable } from "../../operations/table";
import { throwAwayEngine } from "../support/engine/engine";
import { MutantSources } from "../support/mutations/mutant";
import { runningDifferences, unitFailures } from "../support/mutations/suites";
import { MUTATIONS } from "../support/mutations/table";

const rows: string[][] = [];
let sources: MutantSources;

beforeAll(async () => {
  sources = await MutantSources.copy();
  await ensureDebianImages({ docker: throwAwayEngine(), cacheDir: cacheRoot(), names: ["node-exporter"] });
}, 300_000);

afterAll(async () => {
  process.stderr.write(`\n${textTable(["TAKEN OUT", "UNIT TESTS", "RUNNING CONTAINER"], rows)}\n`);
  await sources.remove();
});

const found = (problems: readonly string[]) => problems[0]?.replace(/^.*\(.*\): /, "").slice(0, 90) ?? "NOT NOTICED";

describe("without a mutation", () => {
  it("no test fails and the kernel shows what was declared", async () => {
    for (const file of new Set(MUTATIONS.map((one) => one.file))) expect(await unitFailures(sources, file)).toEqual([]);
    expect(await runningDifferences(sources)).toEqual([]);
  }, 300_000);
});

describe("the suite notices", () => {
  it.each(MUTATIONS)(
    "$name",
    async (mutation) => {
      await sources.during(mutation, async () => {
        const unit = await unitFailures(sources, mutation.file);
        const running = mutation.running ? await runningDifferences(sources) : undefined;
        rows.push([mutation.name, found(unit), running ? found(running) : ""]);
        expect(unit).not.toEqual([]);
        expect(running).not.toEqual([]);
      });
    },
    300_000,
  );
});

it("tries enough of them", () => {
  expect(MUTATIONS.length).toBeGreaterThanOrEqual(40);
  expect(MUTATIONS.filter(({ running }) => running).length).toBeGreaterThanOrEqual(8);
});
