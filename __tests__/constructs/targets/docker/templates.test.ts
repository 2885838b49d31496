import { literal } from "../../../../constructs/core";
import { Host } from "../../../../constructs/targets/docker";
import { FakeComponent } from "../../../support/constructs/fake-component";
import { fullSpec } from "../../../support/constructs/full-spec";
import { synthesized } from "../../../support/constructs/synthesized";

const planted = (field: string) => `\${${field}}%{${field}}`;

const FIELDS: string[] = [];
const spec = fullSpec((field) => {
  FIELDS.push(field);
  return planted(field);
});
const stack = synthesized((scope) => new FakeComponent(scope, "api", spec), { host: Host.of({ engine: 25 }) });

/** Every text below a value, names of attributes included. */
function textsBelow(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsBelow(inner)]);
}

/** Terraform reads no templates in comments. https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties */
const withoutComments = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "//" ? undefined : inner))) as unknown;

const texts = textsBelow(withoutComments(stack.resource));

/** A file's content is written as base64, which holds no template. */
const asWritten = (field: string) =>
  field.endsWith("file-content") ? Buffer.from(planted(field)).toString("base64") : literal(planted(field));

/** What only the operations read, below the comment key. */
const ONLY_IN_MANIFEST = /^(exception-|.*secret-(of|host)$)/;

describe("a text that Terraform would take for a template", () => {
  it.each(FIELDS.filter((field) => !ONLY_IN_MANIFEST.test(field)))("reaches the container as it is in %s", (field) => {
    expect(texts.some((text) => text.includes(asWritten(field)))).toBe(true);
  });

  it.each(FIELDS)("is nowhere a template, planted in %s", (field) => {
    const plain = texts.map((text) => text.replaceAll(literal(planted(field)), ""));
    expect(plain.filter((text) => text.includes(`{${field}}`))).toEqual([]);
  });

  it.each(FIELDS.filter((field) => ONLY_IN_MANIFEST.test(field)))("reaches the operations in %s", (field) => {
    expect(textsBelow(stack["//"].bulwark)).toEqual(expect.arrayContaining([literal(planted(field))]));
  });

  it("leaves the two expressions that the target itself writes: whether each job succeeded, and whom the one signals to", () => {
    const expressions = texts.filter((text) => /(^|[^$])\$\{|(^|[^%])%\{/.test(text.replaceAll(/\$\$\{|%%\{/g, "")));
    expect(expressions).toEqual([
      "${self.exit_code == 0}",
      "${self.exit_code == 0}",
      "container:${docker_container.api.id}",
    ]);
  });
});
