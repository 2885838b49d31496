import { Relations, isRouted, RouteAuth, type Component } from "../../../constructs/core";
import { FakeComponent } from "../../support/constructs/fake-component";
import { RecordingTarget } from "../../support/constructs/recording-target";
import { RootConstruct } from "constructs";

const names = (components: readonly Component[]) => components.map(({ name }) => name);

describe("Relations", () => {
  const root = new RootConstruct();
  new RecordingTarget(root);
  const store = new FakeComponent(root, "store");
  const zebra = new FakeComponent(root, "zebra", {}, [store]);
  const api = new FakeComponent(root, "api", {}, [store, zebra]);
  const relations = new Relations([store, zebra, api]);

  it("finds those who use a component, by name", () => {
    expect(names(relations.usersOf(store))).toEqual(["api", "zebra"]);
  });

  it("finds nobody where nobody uses it", () => {
    expect(relations.usersOf(api)).toEqual([]);
  });

  it("finds those that have an ability, by name", () => {
    Object.assign(zebra, { route: { path: "/zebra", auth: RouteAuth.NONE } });
    expect(names(relations.with(isRouted))).toEqual(["zebra"]);
  });

  it("gives the same whatever the order of declaration", () => {
    const reversed = new Relations([api, zebra, store]);
    expect(names(reversed.usersOf(store))).toEqual(names(relations.usersOf(store)));
  });
});
