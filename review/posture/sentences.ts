import type { FactsByKind, Kind } from "../../policies/facts/subject";
import type { PostureChange } from "./change";
import { isFact, shownPair } from "./shown";
import type { Told } from "./telling";

/** What is told of a thing, in words and with the values that it is about. */
export function shownChange(stack: string, subject: FactsByKind[Kind], told: Told): PostureChange {
  const { rule, value, fact, verdict, exposure } = told;
  const [before, after] =
    fact === "uploads" ? [told.before, told.after].map(targetsOf) : shownPair(told.before, told.after);
  return {
    stack,
    subject: subject.id,
    kind: subject.kind,
    ...(subject.path === undefined ? {} : { path: subject.path }),
    at: subject.madeAt ?? subject.at,
    fact,
    before,
    after,
    verdict,
    exposure,
    ...(rule ? { rule: rule.id, severity: rule.severity, fix: rule.fix } : {}),
    ...(value ? { value } : {}),
    message: messageOf(told),
  };
}

function messageOf({ fact, verdict, words, after, before }: Told): string {
  const said = [...new Set(words)].join("; ");
  if (verdict === "neutral") return `has another ${spaced(fact)}`;
  if (verdict === "cannot-tell") return said.startsWith("is no longer") ? `its ${spaced(fact)} ${said}` : said;
  if (verdict === "better") return said.startsWith("no longer") ? said : `no longer ${said}`;
  const isDefault = (one: unknown) => isFact(one) && one.state === "known" && one.from === "default";
  return isDefault(after) && !isDefault(before) && !said.endsWith("by default") ? `${said}, by default` : said;
}

/** `rootReadOnly` in words. */
const spaced = (fact: string): string => fact.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Of files that travel along the names: what is in them is told line by line. */
const targetsOf = (uploads: unknown): readonly string[] | undefined =>
  isFact(uploads) && uploads.state === "known"
    ? (uploads.value as readonly { readonly target: string }[]).map(({ target }) => target)
    : undefined;
