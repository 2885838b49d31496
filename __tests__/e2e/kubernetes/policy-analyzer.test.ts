import { CASES, type Case } from "../../support/kubernetes-reach/cases";
import { answersOf, type Query } from "../../support/kubernetes-reach/cyclonus";
import { SHOP } from "../../support/kubernetes-reach/shop";

describe("by the words of NetworkPolicy, as a program reads them that shares nothing with Bulwark,", () => {
  it.each(CASES)("$sentence", ({ policies, open, shut }) => {
    const connections = [...open, ...shut];
    const answers = answersOf([...SHOP, ...policies], connections.map(queryOf));
    expect(connections.filter((_, index) => answers[index])).toEqual(open);
  });

  it("not everything is open, nor shut", () => {
    const count = (which: keyof Pick<Case, "open" | "shut">) => CASES.flatMap((one) => one[which]).length;
    expect(count("open")).toBeGreaterThan(20);
    expect(count("shut")).toBeGreaterThan(20);
  });
});

function queryOf(connection: string): Query {
  const [, from, to, port] = /^(\S+) > (\S+):(\d+)$/.exec(connection) ?? [];
  return { from: from!, to: to!, port: Number(port) };
}
