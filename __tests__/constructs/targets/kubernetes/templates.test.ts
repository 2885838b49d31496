import { literal, type Spec } from "../../../../constructs/core";
import { synthesizedForKubernetes } from "../../../support/constructs/both-targets";
import { FakeComponent } from "../../../support/constructs/fake-component";
import { fullSpec, type TextOf } from "../../../support/constructs/full-spec";

const planted = (field: string) => `\${${field}}%{${field}}`;

/** Names of objects and of files, which Kubernetes takes in a grammar of its own. */
const NAMES = /(volume|scheduled|secret-path|environment)-name$|secret-path$|volume-owner$|scheduled-alias$/;
/** Of no use here: what runs inside a pod has its server's name, and a folder of a host is a claim. */
const UNUSED = /^(job-name|folder-source)$/;
/** What only the operations read, below the comment key. */
const ONLY_IN_MANIFEST = /secret-(of|host)$/;

/** A text that fits where a name does. */
const plain = (field: string) => (field.endsWith("environment-name") ? field.replaceAll("-", "_") : field);

/** Whoever reaches out says why, so the exception is one of that. */
function specOf(text: TextOf): Spec {
  const spec = fullSpec(text);
  return { ...spec, exceptions: spec.exceptions.map((one) => ({ ...one, protection: "egress" })) };
}

const synthesizedWith = (text: TextOf) =>
  synthesizedForKubernetes((scope) => new FakeComponent(scope, "api", specOf(text)));

const FIELDS: string[] = [];
const { json, workloads, manifest } = synthesizedWith((field) => {
  FIELDS.push(field);
  return NAMES.test(field) ? plain(field) : planted(field);
});
const releases = Object.values(json.resource.helm_release);
const values = releases.flatMap((release) => release["values"] as readonly string[]).join("\n");

/** Every text below a value, keys included. */
function textsBelow(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsBelow(inner)]);
}

const names = FIELDS.filter((field) => NAMES.test(field));
const written = FIELDS.filter((field) => ![NAMES, UNUSED, ONLY_IN_MANIFEST].some((some) => some.test(field)));

describe("a text that Terraform would take for a template", () => {
  it.each(written)("is written so that it is none, in %s", (field) => {
    expect(values).toContain(literal(planted(field)));
  });

  it.each(written)("is what the chart is given, in %s", (field) => {
    const given = textsBelow(workloads["api"]).map((text) => text.replaceAll("$${", "${").replaceAll("%%{", "%{"));
    expect(given.some((text) => text.includes(planted(field)))).toBe(true);
  });

  it.each(FIELDS)("is nowhere a template, planted in %s", (field) => {
    const { "//": _comment, ...read } = json;
    const rest = textsBelow(read).map((text) => text.replaceAll(literal(planted(field)), ""));
    expect(rest.filter((text) => text.includes(`{${field}}`))).toEqual([]);
  });

  it.each(FIELDS.filter((field) => ONLY_IN_MANIFEST.test(field)))("reaches the operations in %s", (field) => {
    expect(textsBelow(manifest).some((text) => text.includes(literal(planted(field))))).toBe(true);
  });

  it("leaves no expression in the values: the target writes none itself", () => {
    expect(values.replaceAll("$${", "").replaceAll("%%{", "")).not.toMatch(/\$\{|%\{/);
  });

  it.each(names)("is refused as a name, in %s", (wanted) => {
    const make = () => synthesizedWith((field) => (field === wanted ? planted(field) : plain(field)));
    expect(make).toThrow("the values of release 'api' do not fit chart 'workload':");
  });

  it("is refused as a name for what it is: the same spec without one is fine", () => {
    expect(() => synthesizedWith(plain)).not.toThrow();
  });
});
