import { byDefault, declared, unknown, type Fact } from "../../facts/fact";
import type { Container } from "./schema";

interface Variables {
  readonly known: ReadonlyMap<string, string>;
  /** Those whose value is in a Secret, a ConfigMap or the pod's own record. */
  readonly masked: ReadonlySet<string>;
}

export function environmentOf(container: Container): Fact<ReadonlyMap<string, string>> {
  const { known } = variablesOf(container);
  return container.env ? declared(known) : byDefault(known);
}

/** Without a command the image's entrypoint runs, with these arguments: of the two only they are known. */
export function commandOf(container: Container): Fact<readonly string[]> {
  const { command, args } = container;
  if (!command?.length && !args?.length) return unknown("image-decides");
  const { known } = variablesOf(container);
  return declared([...(command ?? []), ...(args ?? [])].map((word) => expanded(word, known)));
}

const REFERENCE = /^\$\(([^)]*)\)$/;

/** Each sees those before it, and the last of a name counts. */
function variablesOf({ env }: Container): Variables {
  const known = new Map<string, string>();
  const masked = new Set<string>();
  for (const { name, value, valueFrom } of env ?? []) {
    const written = value ?? "";
    const isMasked = Boolean(valueFrom) || masked.has(REFERENCE.exec(written)?.[1] ?? "");
    const text = expanded(written, known);
    known.delete(name);
    masked.delete(name);
    if (isMasked) masked.add(name);
    else known.set(name, text);
  }
  return { known, masked };
}

/**
 * `$(NAME)` is the variable, `$$` a dollar, and what is not known stays as it is written.
 * https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
const expanded = (text: string, known: ReadonlyMap<string, string>): string =>
  text.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name: string | undefined) =>
    name === undefined ? "$" : (known.get(name) ?? whole),
  );
