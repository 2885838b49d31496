import { REVIEW_FORMATS } from "../../operations/review";
import { TestProject } from "../support/platform/project";
import { Reader } from "../support/redaction/leaks";
import { plantsOf, type Plant } from "../support/redaction/plants";

const COUNT = 200;

/** In the same places, so that each of them changes. */
const [before, after] = [plantsOf(COUNT, 90_210), plantsOf(COUNT)];

let project: TestProject;
const plans: string[] = [];

const write = (file: string, content: unknown) => project.write(file, JSON.stringify(content));

async function writeStack(at: number, { inputs }: Plant, side: "base" | "head"): Promise<void> {
  const stack = inputs[side];
  if (stack) await write(`${side}/stacks/s${at}/cdk.tf.json`, stack);
}

beforeAll(async () => {
  project = await TestProject.empty();
  for (const [at, plant] of after.entries()) {
    await writeStack(at, before[at]!, "base");
    await writeStack(at, plant, "head");
    const { plan } = plant.inputs;
    if (!plan) continue;
    plans.push(`p${at}.json`);
    await write(`p${at}.json`, { resource_changes: [], ...plan });
  }
});

afterAll(() => project.remove());

jest.setTimeout(120_000);

const placesIn = (text: string): readonly string[] => {
  const reader = new Reader(text);
  return [...before, ...after].flatMap(({ place, secret }) => (reader.read(secret).length > 0 ? [place] : []));
};

/** Where secrets were planted that both streams of a review let people read. */
async function placesSaid(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await project.bulwark("review", ...words);
  expect([code === 0 || code === 1, stdout.length > 1_000]).toEqual([true, true]);
  return [...new Set(placesIn(stdout + stderr))];
}

describe.each(Object.keys(REVIEW_FORMATS))("two hundred secrets, as %s", (format) => {
  it("are nowhere in a review of two outputs, nor in what it says beside", async () => {
    expect(await placesSaid("--base", "base", "--head", "head", "--format", format)).toEqual([]);
  });

  it("are nowhere in a review of plans, nor in what it says beside", async () => {
    expect(await placesSaid("--format", format, "--plan", ...plans)).toEqual([]);
  });
});

it("would be found: what was reviewed has them all", async () => {
  const files = ["base/stacks", "head/stacks"].map((folder) => project.run("grep", ["-rh", "", folder]));
  const texts = (await Promise.all(files)).map(({ stdout }) => stdout);
  const stacks = after.filter(({ inputs }) => inputs.head).map(({ place }) => place);
  expect(new Set(placesIn(texts.join("\n")))).toEqual(new Set(stacks));
});
