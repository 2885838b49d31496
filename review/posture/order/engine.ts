import type { Change } from "../../../policies/facts/docker";
import { badWhen, dangers, exposing, neutral } from "./ordering";
import type { OrderingsOf } from "./orderings";

export const NETWORK: OrderingsOf<"network"> = {
  internal: exposing(badWhen(false, "has a way out of the host")),
  // Who meets whom there is told by itself.
  members: neutral<readonly string[]>([]),
};

export const VOLUME: OrderingsOf<"volume"> = {
  stateful: neutral(false),
  preventDestroy: badWhen(false, "may be destroyed by any plan"),
  change: dangers<Change>("none", (change) =>
    change === "replace" || change === "delete" ? [`loses what is in it: ${change}`] : [],
  ),
};
