import type { ContainerFacts } from "../../../policies/facts/container";
import type { Change } from "../../../policies/facts/docker";
import { declared, inPart, unknown } from "../../../policies/facts/fact";
import { casesOf } from "../../support/policies/cases";
import { container } from "../../support/policies/container";
import { network, volume } from "../../support/policies/docker";

const PUBLISHED = { exposures: declared([{ address: "127.0.0.1", hostPort: 80, port: 80 }]) };
const HIDDEN = { exposures: declared([]) };
const member = (name: string, other: Partial<ContainerFacts> = {}) =>
  container({ id: name, replicaOf: name, ...HIDDEN, ...other });
const on = (...members: readonly ContainerFacts[]) => ({
  members: declared(members.map(({ id }) => id)),
  beside: members,
});

const proxy = member("proxy", PUBLISHED);
const store = member("store", { stateful: declared(true) });
const [shop, mail] = [member("shop"), member("mail")];
const FLAT = "has all 4 services on it: proxy, which is published, and store, which keeps data";

export const networkCases = casesOf("network", network, {
  "BWK-flat-network": {
    breaks: [
      [on(proxy, store, shop, mail), FLAT],
      [{ ...on(proxy, store, shop, mail, member("task", { lifetime: "task" })) }, FLAT],
      [{ ...on(proxy, store, shop, mail), members: inPart(["proxy", "store", "shop", "mail"], "expression") }, FLAT],
    ],
    keeps: [
      on(proxy, store, shop),
      on(proxy, shop, mail, member("other")),
      // What keeps data and is published itself, no other network parts.
      on(member("all", { ...PUBLISHED, stateful: declared(true) }), shop, mail, member("other")),
      on(store, shop, mail, member("other")),
      on(proxy, store, shop, member("shop-2", { replicaOf: "shop" })),
      { ...on(proxy, store, shop, mail), members: declared(["proxy", "shop", "mail"]) },
    ],
    cannotTell: [
      [
        on(proxy, shop, mail, member("db", { stateful: unknown("image-decides") })),
        "whether one of its members keeps data, or is published, cannot be told",
      ],
    ],
  },
});

const planned = (change: Change) => ({ change: declared(change) });

export const volumeCases = casesOf("volume", volume, {
  "BWK-volume-protection": {
    breaks: [[{ preventDestroy: declared(false) }, "keeps data, and any plan may destroy it"]],
    keeps: [{ preventDestroy: declared(true) }],
    notApplicable: [{ preventDestroy: declared(false), stateful: declared(false) }],
  },
  "BWK-volume-change": {
    breaks: [
      [planned("replace"), "keeps data, and this plan replaces it"],
      [planned("delete"), "keeps data, and this plan deletes it"],
    ],
    keeps: [planned("update"), planned("create"), planned("forget")],
    notApplicable: [{ ...planned("delete"), stateful: declared(false) }],
  },
});
