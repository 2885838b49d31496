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
    const waiver = counting.find((one) => accepts(one, finding));
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
  const about = findings.filter((finding) => isAbout(waiver, finding));
  const rule = about[0]?.rule;
  if (rule?.cannotBeWaived) return { waiver, state: "forbidden", message: forbidden(rule) };
  if (about.length === 0) return { waiver, state: "unused", message: "nothing is found there: take it out" };
  if (!about.some((finding) => accepts(waiver, finding))) {
    const found = about.map(({ value }) => `'${value}'`).join(", ");
    return { waiver, state: "unused", message: `it accepts '${waiver.value}', but there is: ${found}` };
  }
  if (waiver.until >= today) return { waiver, state: "used", message: "" };
  return { waiver, state: "expired", message: `it ended on ${waiver.until}: mend what it accepts, or decide anew` };
}

const forbidden = ({ id, fix }: Rule): string => `${id} cannot be waived: ${fix}`;

const isAbout = ({ rule, subject }: Waiver, finding: Finding): boolean =>
  finding.verdict === "fail" &&
  finding.rule.id === rule &&
  (finding.subject.path === subject || finding.subject.id === subject);

const accepts = (waiver: Waiver, finding: Finding): boolean =>
  isAbout(waiver, finding) && finding.value === waiver.value;
