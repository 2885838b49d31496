import {
  isReachable,
  isRegistered,
  isRouted,
  isScrapeable,
  isWayIn,
  routedName,
  type Component,
} from "../../../constructs/core";
import { HAProxy } from "../../../constructs/components/haproxy";
import { Redis } from "../../../constructs/components/redis";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { OWN_IMAGE } from "../../support/constructs/images";
import { recorded } from "../../support/constructs/recording-target";

const ABILITIES = { isReachable, isRegistered, isRouted, isScrapeable, isWayIn };

const target = recorded((scope) => {
  new Redis(scope, "redis");
  new HAProxy(scope, "haproxy");
  new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080 });
});

const abilitiesOf = (component: Component) =>
  Object.entries(ABILITIES).flatMap(([name, has]) => (has(component) ? [name] : []));

it.each([
  ["redis", ["isReachable"]],
  ["haproxy", ["isScrapeable", "isWayIn"]],
  ["api", ["isReachable", "isRegistered", "isScrapeable"]],
])("%s is found by what it can do: %j", (name, abilities) => {
  expect(abilitiesOf(target.component(name))).toEqual(abilities);
});

it("gives a routed component a name of its own on the way in's network", () => {
  expect(routedName("api", "haproxy")).toBe("api.haproxy");
});
