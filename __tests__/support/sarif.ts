import Ajv from "ajv";
import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

// The schema says draft 4 and uses nothing of it that later drafts read otherwise.
const { $schema: _draft, id: _id, ...schema } = sarifSchema as Record<string, unknown>;
const isValid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

/** What the schema of SARIF 2.1.0 has against a text; nothing where it is valid. */
export function sarifErrors(text: string): readonly string[] {
  isValid(JSON.parse(text));
  return (isValid.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}
