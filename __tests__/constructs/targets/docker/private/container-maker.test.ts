import { Lifecycle, type Spec } from "../../../../../constructs/core";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import { containerOf, labelOf, synthesized } from "../../../../support/constructs/synthesized";

const made = (id: string, spec: Partial<Spec>) =>
  containerOf(
    synthesized((scope) => new FakeComponent(scope, "api", spec)),
    id,
  );

describe("a container that rolls", () => {
  const rolling = made("api_1", { lifecycle: Lifecycle.ROLLING });

  it("has its generation in its name, since the new one and the old one are there at once", () => {
    expect(rolling.name).toMatch(new RegExp(`-api-1-${labelOf(rolling, "bulwark.generation")}$`));
  });

  it("exists before the one that it takes the place of goes", () => {
    expect(rolling.lifecycle).toMatchObject({ create_before_destroy: true });
  });
});

describe.each([Lifecycle.STATEFUL, Lifecycle.EXCLUSIVE])("a container that is %s", (lifecycle) => {
  const container = made("api", { lifecycle });

  it("keeps its name, so that the engine never runs two of them", () => {
    expect(container.name).toMatch(/-api$/);
  });

  it("is gone before its successor exists", () => {
    expect(container.lifecycle?.create_before_destroy).toBeUndefined();
  });
});
