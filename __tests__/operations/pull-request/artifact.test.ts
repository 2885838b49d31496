import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import fc from "fast-check";
import { ZipFile } from "yazl";
import { unpackArtifact, type ArtifactLimits } from "../../../operations/pull-request/artifact";
import { zipOf, type ZipEntry } from "../../support/workflows/zips";
import { temporaryFolder } from "../setup/temporary-folder";

const root = temporaryFolder();
const STACK = "stacks/shop/cdk.tf.json";

/** Unpacks it into a folder of its own, in a folder in which nothing else may appear. */
async function unpacked(zip: Buffer, limits?: ArtifactLimits) {
  const around = mkdtempSync(join(root, "case-"));
  const [file, folder] = [join(around, "artifact.zip"), join(around, "head")];
  writeFileSync(file, zip);
  mkdirSync(folder);
  const answer = await unpackArtifact(file, folder, limits).catch((error: unknown) => error as Error);
  expect(readdirSync(around).sort()).toEqual(["artifact.zip", "head"]);
  return { answer, folder };
}

async function refusal(zip: Buffer, limits?: ArtifactLimits): Promise<string> {
  const { answer } = await unpacked(zip, limits);
  expect(answer).toMatchObject({ name: "BulwarkError", exitCode: 2 });
  return (answer as Error).message;
}

const named = (...names: readonly (string | Buffer)[]) => zipOf(names.map((name) => ({ name })));

it("unpacks what an honest program packed", async () => {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('{"resource":{}}'), STACK);
  zip.addBuffer(Buffer.from("target: docker\n"), "environments/shop.yaml", { compress: false });
  zip.addEmptyDirectory("stacks/empty");
  zip.end();
  const file = join(root, "honest.zip");
  await pipeline(zip.outputStream, createWriteStream(file));
  const { answer, folder } = await unpacked(readFileSync(file));
  expect(answer).toBe(2);
  expect(readFileSync(join(folder, STACK), "utf8")).toBe('{"resource":{}}');
  expect(readFileSync(join(folder, "environments/shop.yaml"), "utf8")).toBe("target: docker\n");
});

it("unpacks what these tests write by hand, or the rest proves nothing", async () => {
  const { answer, folder } = await unpacked(zipOf([{ name: STACK, data: "[1]" }]));
  expect([answer, readFileSync(join(folder, STACK), "utf8")]).toEqual([1, "[1]"]);
});

describe("a name is refused that", () => {
  it.each([
    ["leads out", "../evil.json", "leads out"],
    ["leads out from below", "stacks/../../evil.json", "leads out"],
    ["is absolute", "/etc/evil.json", "absolute"],
    ["is absolute on another system", "C:/evil.json", "absolute"],
    ["has a backslash", "stacks\\..\\evil.json", "backslash"],
    ["has a zero byte", "stacks/a.json\0.json", "not plain"],
    ["has a line break", "stacks/a\n::error::b.json", "not plain"],
    ["has a letter that looks like another", Buffer.from("stacks/ѕhop.json"), "not plain"],
    ["has an empty part", "stacks//a.json", "not plain"],
    ["is hidden", "stacks/.git/config.json", "not plain"],
    ["is of another type", "stacks/a.js", "type that no review reads"],
    ["has no type", "stacks/a", "type that no review reads"],
    ["is elsewhere", "node_modules/a/package.json", "not below stacks or environments"],
    ["lies deep", `stacks/${"d/".repeat(20)}a.json`, "folders deep"],
    ["is long", `stacks/${"d".repeat(300)}.json`, "not plain"],
    ["is longer than names may be", `stacks/${"d/".repeat(300)}a.json`, "characters"],
    ["is empty", "", "0 characters"],
  ])("%s", async (_what, name, says) => {
    expect(await refusal(named(name))).toContain(says);
  });

  it("is told without what a build server would obey", async () => {
    expect(await refusal(named("stacks/a\n::error::b.json"))).not.toMatch(/^::|\n::/);
  });

  it.each([
    ["there twice", [STACK, STACK], "there twice"],
    ["another in other capitals", [STACK, "stacks/SHOP/cdk.tf.json"], "in capitals alone"],
    ["a file, and then a folder", ["stacks/a.json", "stacks/a.json/b.json"], "is a folder, and a file as well"],
    ["a folder, and then a file", ["stacks/a.json/b.json", "stacks/A.json"], "is a file, and a folder as well"],
    ["a folder by its own entry", ["stacks/a.json/", "stacks/a.json"], "is a file, and a folder as well"],
  ])("is %s", async (_what, names, says) => {
    expect(await refusal(zipOf(names.map((name) => ({ name, ...(name.endsWith("/") ? FOLDER : {}) }))))).toContain(
      says,
    );
  });
});

const FOLDER = { mode: 0o040755, data: "" } as const;
const MEGABYTE = 1024 * 1024;

describe("an entry is refused that", () => {
  it.each<[string, ZipEntry, string]>([
    ["is a link", { name: STACK, mode: 0o120777, data: "/etc/passwd" }, "is a link"],
    ["is a device", { name: STACK, mode: 0o020666 }, "no plain file"],
    ["is a pipe", { name: STACK, mode: 0o010666 }, "no plain file"],
    ["is a folder named as a file", { name: STACK, mode: 0o040755 }, "no plain file"],
    ["is a file named as a folder", { name: "stacks/shop/" }, "no plain file"],
    ["is a folder with bytes", { name: "stacks/shop/", mode: 0o040755 }, "holds bytes"],
    ["is encrypted", { name: STACK, flags: 1 }, "is encrypted"],
    ["is compressed strangely", { name: STACK, method: 12 }, "that nobody uses"],
    ["is a bomb", { name: STACK, data: Buffer.alloc(10 * MEGABYTE) }, "times as large"],
    ["says that it is smaller than it is", { name: STACK, data: "x".repeat(5000), size: 5 }, "no zip file"],
    ["says that it is larger than it is", { name: STACK, data: "x", size: 5000 }, "no zip file"],
    ["says that it is larger, and is not compressed", { name: STACK, method: 0, size: 5000 }, "no zip file"],
    ["says that it is small, and is a bomb", { name: STACK, data: Buffer.alloc(50 * MEGABYTE), size: 9 }, "no zip"],
  ])("%s", async (_what, entry, says) => {
    expect(await refusal(zipOf([entry]))).toContain(says);
  });

  it("is larger than a file may be, or than all may be", async () => {
    const three = ["a", "b", "c"].map((name) => ({ name: `stacks/${name}.json`, data: "x".repeat(1000) }));
    expect(await refusal(zipOf(three), { file: 999 })).toContain("'stacks/a.json' is larger than 999 bytes");
    expect(await refusal(zipOf(three), { total: 2999 })).toContain("all of it is larger than 2999 bytes");
    expect((await unpacked(zipOf(three), { file: 1000, total: 3000 })).answer).toBe(3);
  });

  it("is one of too many", async () => {
    const many = Array.from({ length: 2001 }, (_, at) => `stacks/${at}.json`);
    expect(await refusal(named(...many))).toContain("2001 entries");
    expect((await unpacked(named(...many.slice(1)))).answer).toBe(2000);
  });
});

describe("a file is refused that", () => {
  const whole = zipOf([{ name: STACK, data: '{"resource":{}}' }]);

  it.each([
    ["is empty", Buffer.alloc(0)],
    ["is no zip", Buffer.from("<html>404</html>")],
    ["ends early", whole.subarray(0, whole.length - 30)],
    ["has lost its beginning", whole.subarray(20)],
  ])("%s", async (_what, bytes) => {
    expect(await refusal(bytes)).toContain("no zip file that can be read");
  });

  it("writes nothing of an archive of which one entry is refused", async () => {
    const { folder } = await unpacked(zipOf([{ name: STACK }, { name: "../evil.json" }]));
    expect(existsSync(join(folder, "stacks"))).toBe(false);
  });
});

describe("any bytes", () => {
  const entry: fc.Arbitrary<ZipEntry> = fc.record({
    name: fc.oneof(
      fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
      fc
        .array(fc.constantFrom("..", ".", "stacks", "environments", "a.json", "A.json", "", "\\", "/"), {
          maxLength: 5,
        })
        .map((parts) => parts.join("/")),
    ),
    mode: fc.constantFrom(0, 0o100644, 0o120777, 0o040755),
    method: fc.constantFrom(0, 8),
    data: fc.string({ maxLength: 20 }),
  });

  it("as entries stay in the folder, or are refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 4 }), async (entries) => {
        const { answer } = await unpacked(zipOf(entries));
        expect(answer instanceof Error ? answer : { exitCode: 2 }).toMatchObject({ exitCode: 2 });
      }),
      { numRuns: 150 },
    );
  });

  it("changed in an honest archive are refused, or change nothing that counts", async () => {
    const honest = zipOf([{ name: STACK, data: '{"resource":{}}' }, { name: "environments/shop.yaml" }]);
    const edit = fc.tuple(fc.nat(honest.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const bytes = Buffer.from(honest);
        for (const [at, value] of edits) bytes[at] = value;
        const { answer } = await unpacked(bytes);
        expect(answer instanceof Error ? answer : { exitCode: 2 }).toMatchObject({ exitCode: 2 });
      }),
      { numRuns: 150 },
    );
  });
});
