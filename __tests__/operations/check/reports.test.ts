import { CHECK_FORMATS } from "../../../operations/check";
import { checkJunit } from "../../../operations/check/junit";
import { checkMarkdown } from "../../../operations/check/markdown";
import { checkSchema, isRefused } from "../../../operations/check/result";
import { checkSarif } from "../../../operations/check/sarif";
import { checkText } from "../../../operations/check/table";
import { checked, waiver } from "../../support/policies/report";
import { sarifErrors } from "../../support/sarif";

const WEB = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n";
const HOSTILE = `services:\n  "<b>@all|\`x\`":\n    image: "a\\u001b[31m</script>"\n    privileged: true\n`;

describe("the table", () => {
  it("groups by rule, the gravest first, each with its cure", () => {
    const lines = checkText(checked(WEB)).split("\n");
    const start = lines.indexOf("CRITICAL  BWK-privileged");
    expect(lines.slice(start, start + 3)).toEqual([
      "CRITICAL  BWK-privileged",
      "  web (compose.yaml:2): is privileged",
      expect.stringMatching(/^ {2}Fix: /) as string,
    ]);
    expect(lines.findIndex((line) => line.startsWith("LOW"))).toBeGreaterThan(start);
  });

  it("lists waivers with reason, owner and end, and those that do not count", () => {
    const text = checkText(checked(WEB, [waiver(), waiver({ rule: "BWK-user", subject: "db" })]));
    expect(text).toContain(
      "Waived\n  BWK-privileged web (compose.yaml:2): is privileged (the vendor's driver needs it; team-platform, until 2026-12-31)",
    );
    expect(text).toContain("Waivers that do not count\n  BWK-user of db: nothing is found there: take it out");
  });
});

describe("JSON", () => {
  it("keeps to its schema", () => {
    for (const result of [checked(WEB), checked(WEB, [waiver(), waiver({ subject: "db" })])]) {
      expect(checkSchema.parse(JSON.parse(CHECK_FORMATS["json"]!(result)))).toEqual(result);
    }
  });

  it("says of a waived finding by whom", () => {
    const { findings, summary } = checked(WEB, [waiver()]);
    expect(summary.waived).toBe(1);
    expect(findings.find(({ verdict }) => verdict === "waived")).toMatchObject({
      rule: "BWK-privileged",
      waiver: waiver(),
    });
  });
});

describe("SARIF", () => {
  it.each([WEB, HOSTILE])("is valid by the schema of 2.1.0", (text) => {
    expect(sarifErrors(checkSarif(checked(text, [waiver()])))).toEqual([]);
  });

  it("would not be valid with a level of its own", () => {
    const text = checkSarif(checked(WEB)).replace('"level": "error"', '"level": "grave"');
    expect(sarifErrors(text)).not.toEqual([]);
  });

  it("points at the line, by a path from the working folder", () => {
    const log = JSON.parse(checkSarif(checked(WEB, [], `${process.cwd()}/a b/compose.yaml`))) as {
      runs: [{ results: { ruleId: string; locations: unknown[] }[] }];
    };
    expect(log.runs[0].results.find(({ ruleId }) => ruleId === "BWK-privileged")!.locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: "a%20b/compose.yaml" }, region: { startLine: 2 } },
        logicalLocations: [{ fullyQualifiedName: "web", kind: "resource" }],
      },
    ]);
  });

  it("holds no more than GitHub takes, the gravest, and says how many are left out", () => {
    const result = checked(WEB);
    const [grave] = result.findings;
    const low = { ...grave!, severity: "low" as const };
    const textOf = (count: number) =>
      checkSarif({ ...result, findings: [grave!, ...Array<typeof low>(count - 1).fill(low)] });
    const log = (count: number) =>
      JSON.parse(textOf(count)) as {
        runs: [{ results: { level: string }[]; invocations: [{ toolExecutionNotifications?: unknown[] }] }];
      };
    const [{ results, invocations }] = log(25_002).runs;
    expect([results.length, results[0]!.level]).toEqual([25_000, "error"]);
    expect(JSON.stringify(invocations)).toContain("2 more results are left out");
    expect(sarifErrors(textOf(25_001))).toEqual([]);
    expect(log(25_000).runs[0].invocations).toEqual([{ executionSuccessful: true }]);
  });

  it("is written, whatever a file calls the place where something is made", () => {
    const result = checked(WEB);
    const findings = result.findings.map((one) => ({ ...one, file: "\ud800/a.ts" }));
    expect(checkSarif({ ...result, findings })).toContain("%EF%BF%BD/a.ts");
  });

  it("keeps the fingerprint of a finding when its line moves", () => {
    const prints = (text: string) =>
      (
        JSON.parse(checkSarif(checked(text))) as { runs: [{ results: { partialFingerprints: unknown }[] }] }
      ).runs[0].results.map((one) => one.partialFingerprints);
    expect(prints(`\n\n${WEB}`)).toEqual(prints(WEB));
    expect(prints(WEB.replace("web:", "site:"))).not.toEqual(prints(WEB));
  });
});

describe("JUnit", () => {
  it("counts as a build server does", () => {
    const xml = checkJunit(checked(WEB, [waiver(), waiver({ subject: "db" })]));
    const counted = (pattern: RegExp) => [...xml.matchAll(pattern)].length;
    const [, tests, failures, skipped] = /tests="(\d+)" failures="(\d+)" skipped="(\d+)"/.exec(xml)!;
    expect([counted(/<testcase /g), counted(/<failure /g), counted(/<skipped /g)].map(String)).toEqual([
      tests,
      failures,
      skipped,
    ]);
    expect(counted(/<failure /g)).toBeGreaterThan(1);
  });
});

describe("Markdown", () => {
  it("says how it stands in its headline", () => {
    const [head] = checkMarkdown(checked(WEB)).split("\n");
    expect(head).toMatch(/^## Bulwark check: \d+ failed$/);
  });

  it("is never longer than a comment may be", () => {
    const many = `services:\n${Array.from({ length: 400 }, (_, at) => `  web${at}: { image: nginx, privileged: true }\n`).join("")}`;
    const text = checkMarkdown(checked(many));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_000);
    expect(text).toMatch(/… and \d+ more lines\.\n$/);
  });

  it("shows the other findings beside one of a name that is longer than a page", () => {
    const text = checkMarkdown(checked(WEB.replace("nginx:1.27", "a".repeat(100_000))));
    expect(text).toContain("BWK-privileged");
    expect(text).not.toMatch(/more lines/);
  });
});

it.each([
  ["table", /\u001b/],
  ["junit", /\u001b|<b>|<\/script>/],
  ["markdown", /\u001b|<b>|<\/script>|@all/],
])("as %s, names of strangers do nothing", (format, alive) => {
  expect(CHECK_FORMATS[format]!(checked(HOSTILE))).not.toMatch(alive);
});

describe("the answer is no", () => {
  it("from the severity on that was asked for", () => {
    expect(isRefused(checked(WEB), "critical")).toBe(true);
    expect(isRefused(checked(WEB, [waiver()]), "critical")).toBe(false);
    expect(isRefused(checked(WEB, [waiver()]), "low")).toBe(true);
  });

  it("with a waiver that does not count", () => {
    expect(isRefused(checked(WEB, [waiver(), waiver({ subject: "db" })]), "critical")).toBe(true);
  });
});
