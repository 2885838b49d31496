import { RootConstruct } from "constructs";
import { Relations } from "../../../constructs/core";
import { FakeComponent } from "../../support/constructs/fake-component";
import { RecordingTarget, recorded } from "../../support/constructs/recording-target";

describe("a component", () => {
  it("refuses an id that is no name", () => {
    expect(() => recorded((scope) => new FakeComponent(scope, "My Redis"))).toThrow(
      "'My Redis' is not a valid name for a component: use 1 to 40 lower-case letters, digits and hyphens, starting with a letter",
    );
  });

  it("joins the networks of what it uses, and is used over a network of its own name", () => {
    const root = new RootConstruct();
    new RecordingTarget(root);
    const store = new FakeComponent(root, "store");
    const api = new FakeComponent(root, "api", {}, [store]);
    expect(api.peers(new Relations([store, api])).map(({ network }) => network)).toEqual(["store"]);
  });

  it("is closed to the outside unless it says otherwise", () => {
    const target = recorded((scope) => new FakeComponent(scope, "store"));
    expect(target.component("store").isolated).toBe(true);
  });
});
