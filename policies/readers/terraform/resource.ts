import type { Change } from "../../facts/docker";
import type { Fact } from "../../facts/fact";
import type { Kind, Source, Subject } from "../../facts/subject";
import type { Attributes } from "./attributes";

/** One resource, whatever declares it. */
export interface Resource {
  readonly type: string;
  /** Terraform's, with the module and the key. */
  readonly address: string;
  readonly attributes: Attributes;
  readonly source: Source;
  readonly preventDestroy: Fact<boolean>;
  /** Attributes whose edits are ignored; `all` for every one. */
  readonly ignored: Fact<readonly string[] | "all">;
  readonly change: Fact<Change>;
  /** Addresses of resources that an attribute is made of; a list of references to several has them all. */
  readonly references: (attribute: string) => readonly string[];
  /** Whether a value stands there, and neither the name of something else nor a call. */
  readonly isLiteral: (attribute: string) => boolean;
}

/** The text of a file of a chart, by its way from the module's folder; undefined where there is none to read. */
export type ChartFile = (path: string) => string | undefined;

export function subjectOf<K extends Kind>(kind: K, resource: Resource): Subject & { readonly kind: K } {
  const { address, source, attributes } = resource;
  const subject = { id: address, kind, source, at: attributes.at };
  const path = pathOf(attributes);
  return path === undefined ? subject : { ...subject, path };
}

/** Bulwark's own name of what it made. */
export function pathOf(attributes: Attributes): string | undefined {
  const labels = attributes.blocks("labels");
  const all = labels?.state === "known" ? labels.value : [];
  const named = all.find((label) => isKnown(label.text("label"), "bulwark.path"))?.text("value");
  return named?.state === "known" ? named.value : undefined;
}

const isKnown = (fact: Fact<string> | undefined, value: string): boolean =>
  fact?.state === "known" && fact.value === value;
