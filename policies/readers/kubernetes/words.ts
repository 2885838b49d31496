import { byDefault, declared, inPart, unknown, type Fact } from "../../facts/fact";
import type { Container } from "./schema";
import type { Surroundings } from "./surroundings";

interface Variables {
  readonly known: Map<string, string>;
  /** Those whose value is in a Secret, in the pod's own record, or in a ConfigMap that nobody sees. */
  readonly masked: Set<string>;
  /** Whether there are more whose names nobody sees. */
  hasMore: boolean;
}

export function environmentOf(container: Container, around: Surroundings): Fact<ReadonlyMap<string, string>> {
  const { known, hasMore } = variablesOf(container, around);
  if (hasMore) return inPart(known, "after-apply");
  return (container.env ?? container.envFrom) ? declared(known) : byDefault(known);
}

/** Whatever is read from a Secret into variables. */
export function secretVariables({ env, envFrom }: Container): readonly string[] {
  const single = (env ?? []).filter(({ valueFrom }) => valueFrom?.secretKeyRef).map(({ name }) => name);
  return [
    ...single,
    ...(envFrom ?? []).flatMap(({ secretRef }) => (secretRef ? [`all of ${secretRef.name ?? ""}`] : [])),
  ];
}

/** Without a command the image's entrypoint runs, with these arguments: of the two only they are known. */
export function commandOf(container: Container, around: Surroundings): Fact<readonly string[]> {
  const { command, args } = container;
  if (!command?.length && !args?.length) return unknown("image-decides");
  const { known } = variablesOf(container, around);
  return declared([...(command ?? []), ...(args ?? [])].map((word) => expanded(word, known)));
}

const REFERENCE = /^\$\(([^)]*)\)$/;

/** Each sees those before it, and the last of a name counts; what is taken as a whole comes first. */
function variablesOf(container: Container, around: Surroundings): Variables {
  const variables = taken(container, around);
  const { known, masked } = variables;
  for (const { name, value, valueFrom } of container.env ?? []) {
    const written = value ?? "";
    const isMasked = masked.has(REFERENCE.exec(written)?.[1] ?? "");
    const key = valueFrom?.configMapKeyRef;
    const text = valueFrom ? key && around.configMap(key.name ?? "")?.get(key.key) : expanded(written, known);
    known.delete(name);
    masked.delete(name);
    if (isMasked || text === undefined || text === null) masked.add(name);
    else known.set(name, text);
  }
  return variables;
}

/** https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables */
function taken({ envFrom }: Container, around: Surroundings): Variables {
  const variables: Variables = { known: new Map(), masked: new Set(), hasMore: false };
  for (const { prefix, configMapRef } of envFrom ?? []) {
    const map = configMapRef ? around.configMap(configMapRef.name ?? "") : undefined;
    if (!map) variables.hasMore = true;
    for (const [name, value] of map ?? []) variables.known.set(`${prefix ?? ""}${name}`, value);
  }
  return variables;
}

/** What Linux takes as one word; each of a few variables that hold the one before them twice would be longer at the end. */
const LONGEST = 128 * 1024;

/**
 * `$(NAME)` is the variable, `$$` a dollar, and what is not known stays as it is written.
 * https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
function expanded(text: string, known: ReadonlyMap<string, string>): string {
  let added = 0;
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name: string | undefined) => {
    if (name === undefined) return "$";
    const value = known.get(name);
    if (value === undefined || added + value.length > LONGEST) return whole;
    added += value.length;
    return value;
  });
}
