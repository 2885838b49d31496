import { z } from "zod";
import { reviewSchema } from "../review/formats/json";
import { auditSchema } from "./audit/result";
import { backupSchema } from "./backup";
import { checkSchema } from "./check/result";
import { doctorSchema } from "./doctor";
import { restoreSchema } from "./restore";
import { secretsSchema } from "./secrets-command";
import { stateBootstrapSchema } from "./state/bootstrap";
import { stateVersionsSchema } from "./state/versions";
import { statusSchema } from "./status";

const SCHEMAS = {
  audit: auditSchema,
  backup: backupSchema,
  check: checkSchema,
  doctor: doctorSchema,
  restore: restoreSchema,
  review: reviewSchema,
  secrets: secretsSchema,
  "state-bootstrap": stateBootstrapSchema,
  "state-versions": stateVersionsSchema,
  status: statusSchema,
};

/** The JSON Schemas of what commands answer with `--format json`; scripts of users rely on them. */
export function resultSchemas(): readonly { readonly path: string; readonly content: string }[] {
  return Object.entries(SCHEMAS).map(([command, schema]) => ({
    path: `docs/reference/schemas/${command}.schema.json`,
    content: `${JSON.stringify({ title: `bulwark ${command.replace("-", " ")} --format json`, ...z.toJSONSchema(schema) }, undefined, 2)}\n`,
  }));
}
