import { Construct, RootConstruct } from "constructs";
import { Target } from "../../../constructs/core";
import { FakeComponent } from "../../support/constructs/fake-component";
import { RecordingTarget } from "../../support/constructs/recording-target";

describe("Target", () => {
  it("is found from anywhere below its scope", () => {
    const root = new RootConstruct();
    const target = new RecordingTarget(root);
    expect(Target.of(new Construct(new Construct(root, "platform"), "part"))).toBe(target);
  });

  it("is the nearest one", () => {
    const root = new RootConstruct();
    new RecordingTarget(root);
    const inner = new Construct(root, "inner");
    const nearest = new RecordingTarget(inner);
    expect(Target.of(new Construct(inner, "part"))).toBe(nearest);
  });

  it("is missed with the cure", () => {
    const scope = new Construct(new RootConstruct(), "platform");
    expect(() => new FakeComponent(scope, "redis")).toThrow(
      "no target above 'platform/redis'; construct a DockerTarget in the stack first, before its components",
    );
  });

  it("is one per scope", () => {
    const scope = new Construct(new RootConstruct(), "stack");
    new RecordingTarget(scope);
    class Second extends Target {
      constructor() {
        super(scope, "second");
      }
    }
    expect(() => new Second()).toThrow(
      "'stack' has a target already; a scope has one target, give the second a scope of its own",
    );
  });

  it("refuses two components of one name, which would share everything on the host", () => {
    const root = new RootConstruct();
    new RecordingTarget(root);
    new FakeComponent(new Construct(root, "one"), "redis");
    expect(() => new FakeComponent(new Construct(root, "two"), "redis")).toThrow(
      "[two/redis] 'redis' is already the name of [one/redis]; give one of them another id",
    );
  });
});
