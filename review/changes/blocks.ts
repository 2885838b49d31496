import { ownIn } from "../../policies/readers/objects";
import type { AttributeChange } from "../model";
import type { ResourceChange } from "../resource";
import type { Judged } from "./judge";

const LOOK = "look at what it runs";

/** What a change of a block means that is no resource. */
const MEANINGS: Readonly<Record<string, Judged>> = {
  "terraform.required_providers": {
    ...{ risk: "runs-code", remedy: LOOK },
    reasons: ["comes from another place: another program runs"],
  },
  backend: {
    risk: "cannot-tell",
    reasons: ["keeps the state elsewhere: what is deployed is not known there until the state is moved"],
    remedy: "move the state with it: terraform init -migrate-state",
  },
  "data.external": { risk: "runs-code", reasons: ["runs another program at every plan"], remedy: LOOK },
  "data.http": { risk: "runs-code", reasons: ["asks another address at every plan"], remedy: LOOK },
  module: {
    risk: "cannot-tell",
    reasons: ["is another one than before: what it makes is not examined"],
    remedy: "review a plan, which says what it makes",
  },
  provider: {
    risk: "cannot-tell",
    reasons: ["is told something else: it may reach another engine, cluster or account"],
    remedy: "be sure that what is deployed is there",
  },
  import: {
    risk: "cannot-tell",
    reasons: ["takes over what is there already, or no longer does"],
    remedy: "review a plan, which says what becomes of it",
  },
};

/** Who asks for the state, and with which key: it stays where it is. */
const SAME_PLACE = /\.(kms_key_id|profile|max_retries|skip_\w+|shared_\w+)$/;

const OTHER: Judged = { risk: "other", reasons: [], remedy: "nothing" };

const MODULE_SOURCE: Judged = {
  risk: "runs-code",
  reasons: ["comes from another place: other resources, and other programs"],
  remedy: LOOK,
};

/** @returns undefined for what is a resource */
export function judgedBlock(
  { type, isBlock, action }: ResourceChange,
  attributes: readonly AttributeChange[],
): Judged | undefined {
  if (!isBlock) return undefined;
  if (type === "module" && (action === "create" || attributes.some(({ path }) => path === "source"))) {
    return MODULE_SOURCE;
  }
  const isSamePlace = type === "backend" && attributes.every(({ path }) => SAME_PLACE.test(path));
  return (isSamePlace ? undefined : ownIn(MEANINGS, type)) ?? OTHER;
}

/** Commands that run beside an apply: no provider knows of them. */
export function otherCommands(
  { before, after }: ResourceChange,
  attributes: readonly AttributeChange[],
): Judged | undefined {
  const isOther = attributes.some(({ path }) => /^provisioner\b/.test(path));
  if (!isOther || !before || !after?.["provisioner"]) return undefined;
  return { risk: "runs-code", reasons: ["runs other commands while it is made"], remedy: LOOK };
}
