import type { FactsByKind, Kind, Platform } from "../../policies/facts/subject";
import { factOf } from "../posture/facts";
import { isFact } from "../posture/shown";

type Facts = FactsByKind[Kind];

/**
 * A plan with what was synthesized for it: a plan does not say where the state is kept, and of what is known after the apply alone
 * the declaration may say more.
 */
export function settled(planned: Platform, declared: Platform): Platform {
  const known = new Map(declared.subjects.map((subject) => [keyOf(subject), subject]));
  const stacks = declared.subjects.filter(({ kind }) => kind === "stack");
  const others = planned.subjects.filter(({ kind }) => kind !== "stack");
  return { ...planned, subjects: [...stacks, ...others.map((one) => settledOne(one, known.get(keyOf(one))))] };
}

const keyOf = ({ kind, id }: Facts): string => `${kind} ${id}`;

function settledOne(planned: Facts, declared: Facts | undefined): Facts {
  if (!declared) return planned;
  const known = Object.entries(planned).flatMap(([name, fact]: [string, unknown]) => {
    const other = factOf(declared, name);
    const isSettled = isFact(fact) && fact.state === "unknown" && isFact(other) && other.state === "known";
    return isSettled ? [[name, other] as const] : [];
  });
  return { ...planned, ...Object.fromEntries(known) };
}
