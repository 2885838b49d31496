import type { Review, Risk } from "../model";

interface Words {
  readonly mark: string;
  readonly title: string;
  /** `1 loses data`, `2 lose data`. */
  readonly one: string;
  readonly many: string;
}

/** What each risk is called, in every format. */
export const WORDS: Readonly<Record<Risk, Words>> = {
  "data-loss": { mark: "🔴", title: "Data loss", one: "loses data", many: "lose data" },
  exposure: { mark: "🔴", title: "Exposed", one: "is exposed", many: "are exposed" },
  weakened: { mark: "🔴", title: "Weaker", one: "is weaker", many: "are weaker" },
  "runs-code": { mark: "🟠", title: "Runs code", one: "runs other code", many: "run other code" },
  "ignored-edit": { mark: "🟠", title: "No effect", one: "edit has no effect", many: "edits have no effect" },
  downtime: { mark: "🟡", title: "Downtime", one: "is away for a while", many: "are away for a while" },
  "cannot-tell": { mark: "🟠", title: "Cannot tell", one: "cannot be told", many: "cannot be told" },
  other: { mark: "⚪", title: "Change", one: "other change", many: "other changes" },
};

/** Whether somebody has to look before this is merged or applied. */
export const isStopped = ({ verdict, warnings }: Review): boolean => verdict !== "ok" || warnings.length > 0;
