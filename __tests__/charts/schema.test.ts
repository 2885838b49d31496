import { textOf } from "../support/constructs/source-tree";
import { declaredType, drift } from "../support/charts/drift";
import { namedObjects, schemaOf } from "../support/charts/schema";

const CHARTS = [
  ["workload", "WorkloadValues"],
  ["namespaces", "NamespacesValues"],
] as const;

describe.each(CHARTS)("the schema of charts/%s", (chart, type) => {
  const schema = schemaOf(chart);

  it("says what the type says that the target fills in", () => {
    expect(drift(declaredType(type), schema)).toEqual([]);
  });

  it("is closed at every level", () => {
    const objects = namedObjects(schema);
    expect(objects.length).toBeGreaterThan(3);
    expect(objects.filter((one) => one.schema.additionalProperties !== false).map(({ at }) => at)).toEqual([]);
  });

  it("is used whole", () => {
    const text = JSON.stringify(schema);
    const unused = Object.keys(schema.definitions!).filter((name) => !text.includes(`"#/definitions/${name}"`));
    expect(unused).toEqual([]);
  });
});

describe("a difference would be found:", () => {
  const text = textOf("constructs/targets/kubernetes/private/values.ts");
  const schema = schemaOf("workload");

  it.each([
    ["a further member", "readonly uid: number;", "readonly uid: number;\n  readonly name: string;"],
    ["a member less", "readonly gid: number;", ""],
    ["a member that may be left out", "readonly uid: number;", "readonly uid?: number;"],
    ["another word", '"Deployment" |', '"ReplicaSet" |'],
    ["another type", "readonly cron: string;", "readonly cron: number;"],
    ["a list", "readonly cron: string;", "readonly cron: readonly string[];"],
    ["a step of another kind", "readonly signal: string", "readonly wait: string"],
  ])("%s", (_what, from, to) => {
    expect(text).toContain(from);
    expect(drift(declaredType("WorkloadValues", text.replace(from, to)), schema)).not.toEqual([]);
  });
});
