import type { BuiltInException } from "./facts/subject";
import type { Finding, Rule } from "./rule";

/** A finding that somebody accepts, for a while. */
export interface Waiver {
  /** `BWK-privileged`. */
  readonly rule: string;
  /** One subject: its construct path, or its id as reports show it. */
  readonly subject: string;
  /** What is accepted, as reports show it: anything else is a new finding. */
  readonly value: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it counts, as `2026-12-31`. */
  readonly until: string;
}

/** The present day, as waivers write it. */
export const todaysDate = (): string => new Date().toISOString().slice(0, 10);

/** What became of a waiver: it counts, its day is over, nothing needs it, or its rule knows no exception. */
export type WaiverState = "used" | "expired" | "unused" | "forbidden";

export interface ToldWaiver {
  readonly waiver: Waiver;
  readonly state: WaiverState;
  /** Why it does not count, and what to do; empty when it does. */
  readonly message: string;
}

/** What findings are accepted by. */
export interface Acceptance {
  readonly waivers: readonly Waiver[];
  readonly exceptions: readonly BuiltInException[];
  /** As `2026-12-31`: waivers end. */
  readonly today: string;
}

export interface WaivedFinding {
  readonly finding: Finding;
  readonly by: { readonly waiver: Waiver } | { readonly exception: BuiltInException };
}

export interface WaivedFindings {
  /** Those that still stand. */
  readonly standing: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  readonly waivers: readonly ToldWaiver[];
}

/** Takes out the findings that a waiver accepts, or an exception of the component itself. */
export function waive(findings: readonly Finding[], { waivers, exceptions, today }: Acceptance): WaivedFindings {
  const told = waivers.map((waiver) => tell(waiver, findings, today));
  const counting = told.filter(({ state }) => state === "used").map(({ waiver }) => waiver);
  const answers = findings.map((finding) => {
    const waiver = finding.verdict === "fail" ? counting.find((one) => accepts(one, acceptable(finding))) : undefined;
    const exception = EXCUSABLE.has(finding.rule.id) && exceptions.find((one) => excuses(one, finding));
    return { finding, by: waiver ? { waiver } : exception ? { exception } : undefined };
  });
  return {
    standing: answers.filter(({ by }) => by === undefined).map(({ finding }) => finding),
    waived: answers.flatMap(({ finding, by }) => (by ? [{ finding, by }] : [])),
    waivers: told,
  };
}

/** Of what components need beyond the protections, that which a rule asks: no file may excuse itself from any other. */
const EXCUSABLE: ReadonlySet<string> = new Set(["BWK-image-digest", "BWK-state-on-disk"]);

/** Of the stack's own exception the stack; of a component's, all that it is made of. */
const excuses = ({ path, protection, detail }: BuiltInException, { rule, verdict, subject, value }: Finding): boolean =>
  verdict === "fail" &&
  EXCUSABLE.has(rule.id) &&
  rule.id === `BWK-${protection}` &&
  (path === "" ? subject.kind === "stack" : `${subject.path ?? ""}/`.startsWith(`${path}/`)) &&
  // Of a file, where it lies below is another on each machine.
  (value.includes(`'${detail}'`) || value.endsWith(`(${detail})`) || (detail !== "" && value.endsWith(`/${detail})`)));

function tell(waiver: Waiver, findings: readonly Finding[], today: string): ToldWaiver {
  const about = findings.filter((one) => one.verdict === "fail" && names(waiver, acceptable(one)));
  const rule = about[0]?.rule;
  if (rule?.cannotBeWaived) return { waiver, state: "forbidden", message: forbidden(rule) };
  if (about.length === 0) return { waiver, state: "unused", message: "nothing is found there: take it out" };
  if (!about.some((finding) => accepts(waiver, acceptable(finding)))) {
    const found = about.map(({ value }) => `'${value}'`).join(", ");
    return { waiver, state: "unused", message: `it accepts '${waiver.value}', but there is: ${found}` };
  }
  if (waiver.until >= today) return { waiver, state: "used", message: "" };
  return { waiver, state: "expired", message: `it ended on ${waiver.until}: mend what it accepts, or decide anew` };
}

const forbidden = ({ id, fix }: Rule): string => `${id} cannot be waived: ${fix}`;

/** What a waiver is held against. */
export interface Acceptable {
  readonly rule: string;
  readonly id: string;
  readonly path: string | undefined;
  readonly value: string;
}

const acceptable = ({ rule, subject: { id, path }, value }: Finding): Acceptable => ({
  rule: rule.id,
  id,
  path,
  value,
});

const names = ({ rule, subject }: Waiver, found: Acceptable): boolean =>
  found.rule === rule && (found.path === subject || found.id === subject);

/** Whether a waiver is about this rule, subject and value; its end is another question. */
export const accepts = (waiver: Waiver, found: Acceptable): boolean =>
  names(waiver, found) && found.value === waiver.value;
