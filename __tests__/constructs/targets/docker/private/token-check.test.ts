import { Token, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { Memory, type Spec } from "../../../../../constructs/core";
import { FakeComponent, PLAIN_SPEC } from "../../../../support/constructs/fake-component";
import { synthesized } from "../../../../support/constructs/synthesized";

const late = (scope: Construct) => new TerraformVariable(scope, "late", { type: "string" }).stringValue;

const synthesizing = (specFrom: (scope: Construct) => Partial<Spec>) => () =>
  synthesized((scope) => new FakeComponent(scope, "api", specFrom(scope)));

describe("a value that is only known after apply", () => {
  it.each<[string, (value: string) => Partial<Spec>]>([
    ["environment.URL", (value) => ({ environment: { URL: `http://${value}/` } })],
    ["command.0", (value) => ({ command: [value] })],
    ["health.command.1", (value) => ({ health: { command: ["probe", value] } })],
    ["files.0.content", (value) => ({ files: [{ name: "a.conf", content: value }] })],
    ["temporary.0.path", (value) => ({ temporary: [{ path: value, size: Memory.mebibytes(1) }] })],
  ])("is refused in %s of a spec", (where, specWith) => {
    expect(synthesizing((scope) => specWith(late(scope)))).toThrow(
      `[test/api] ${where} holds a value that is only known after apply\n` +
        "A spec takes plain strings only: the same spec must hash the same in every synthesis.",
    );
  });

  it("is refused as a number", () => {
    const cpus = Token.asNumber(Token.asAny("late"));
    expect(synthesizing(() => ({ resources: { ...PLAIN_SPEC.resources, cpus } }))).toThrow("[test/api] resources.cpus");
  });

  it("is refused as a number within a text", () => {
    const port = Token.asNumber(Token.asAny("late"));
    expect(synthesizing(() => ({ command: [`--port=${port}`] }))).toThrow("[test/api] command.0");
  });

  it("is refused as a list", () => {
    const command = Token.asList(Token.asAny("late"));
    expect(synthesizing(() => ({ command }))).toThrow("[test/api] command");
  });

  it("is refused as the name of a variable", () => {
    expect(synthesizing((scope) => ({ environment: { [late(scope)]: "1" } }))).toThrow("[test/api] environment");
  });
});

it("a spec without one is taken", () => {
  expect(synthesizing(() => ({ environment: { OFFSET: "-1.5", PERCENT: "%{x}" } }))).not.toThrow();
});
