import { reviewJunit } from "../../../review/formats/junit";
import { reviewSarif } from "../../../review/formats/sarif";
import { RISKS } from "../../../review/model";
import { change, review } from "../../support/review";
import { sarifErrors } from "../../support/sarif";

const HOSTILE = `]]> </script> "'<&\u001b[31m\u202e\n::error::x`;
const ALL = RISKS.map((risk, at) =>
  change({
    address: `docker_container.a${at}`,
    risk,
    reasons: [HOSTILE],
    path: HOSTILE,
    at: { file: "../a b/%2e/x.yaml", line: 3 },
  }),
);

describe("a review as SARIF", () => {
  it("is valid by the schema, whatever the names are", () => {
    expect(sarifErrors(reviewSarif(review(ALL)))).toEqual([]);
    expect(sarifErrors(reviewSarif(review(ALL)).replace('"level": "error"', '"level": "x"'))).not.toEqual([]);
  });

  it("has the gravest where there are more than a code host takes", () => {
    const many = Array.from({ length: 6_000 }, (_, at) => change({ address: `docker_container.a${at}` }));
    const log = JSON.parse(reviewSarif(review([...ALL, ...many]))) as { runs: [{ results: { ruleId: string }[] }] };
    expect(log.runs[0].results).toHaveLength(5_000);
    expect(log.runs[0].results[0]!.ruleId).toBe("bulwark-review/data-loss");
  });

  it("holds no control and no direction of a stranger's", () => {
    const log = JSON.parse(reviewSarif(review(ALL))) as { runs: [{ results: { message: { text: string } }[] }] };
    for (const { message } of log.runs[0].results) expect(message.text).not.toMatch(/[\u001b\u202e\n]/);
    expect(log.runs[0].results).toHaveLength(RISKS.length);
  });
});

describe("a review as JUnit", () => {
  it("fails what is lost, exposed or weaker, and skips what cannot be told", () => {
    const xml = reviewJunit(review(ALL, { warnings: ["the plan is not complete"] }));
    const counted = (pattern: RegExp) => [...xml.matchAll(pattern)].length;
    expect([counted(/<testcase /g), counted(/<failure /g), counted(/<skipped /g)]).toEqual([RISKS.length + 1, 4, 1]);
    expect(xml).toContain('tests="9" failures="4" skipped="1"');
  });

  it("is not forged by names", () => {
    const xml = reviewJunit(review(ALL));
    expect(xml).not.toMatch(/<\/script>|\u001b|\u202e/);
    expect(xml.split("\n").filter((line) => line.includes("::error::") && line.startsWith("::"))).toEqual([]);
  });
});
