import { z } from "zod";
import { RISKS, type AttributeChange, type Change, type Review, type Risk, type Shown } from "../model";

const attribute = z.strictObject({
  path: z.string(),
  before: z.json().describe("null where there is none"),
  after: z.json().describe("null where there is none"),
  verdict: z.enum(["worse", "better", "neutral"]),
  forcesReplacement: z.boolean(),
  ignoredByProvider: z.boolean(),
});

const change = z.strictObject({
  stack: z.string(),
  address: z.string(),
  type: z.string(),
  action: z.enum(["create", "update", "replace", "delete", "forget", "move", "import"]),
  risk: z.enum(RISKS),
  reasons: z.array(z.string()),
  remedy: z.string(),
  path: z.string().optional().describe("construct path, where Bulwark made it"),
  file: z.string().optional().describe("where people would take it back"),
  line: z.number().int().optional(),
  affected: z.array(z.string()).optional().describe("layers that use it"),
  attributes: z.array(attribute),
});

const protection = z.strictObject({
  stack: z.string(),
  subject: z.string(),
  path: z.string().optional(),
  kind: z.string(),
  fact: z.string(),
  before: z.json(),
  after: z.json(),
  verdict: z.enum(["worse", "better", "neutral", "cannot-tell"]),
  message: z.string(),
  rule: z.string().optional(),
  isWaived: z.boolean(),
});

const rendered = z.strictObject({
  stack: z.string(),
  release: z.string(),
  object: z.string().describe("kind/namespace/name"),
  action: z.enum(["create", "update", "replace", "delete", "forget"]),
  attributes: z.array(attribute),
});

const waiver = z.strictObject({
  rule: z.string(),
  subject: z.string(),
  value: z.string(),
  reason: z.string(),
  owner: z.string(),
  until: z.string(),
});

const count = z.number().int();

/** The JSON of `bulwark review`: scripts of users rely on it. */
export const reviewSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("review"),
  digest: z.string(),
  base: z.string(),
  head: z.string(),
  summary: z.strictObject({
    dataLoss: count,
    exposure: count,
    weakened: count,
    runsCode: count,
    ignoredEdit: count,
    downtime: count,
    cannotTell: count,
    other: count,
    noise: count.describe("differences that mean nothing"),
    improved: count,
    notExamined: count.describe("resources that no reader knows"),
  }),
  changes: z.array(change).describe("the gravest first"),
  drift: z.array(z.strictObject({ stack: z.string(), address: z.string(), attributes: z.array(attribute) })),
  reach: z.array(z.string()).describe("who can newly reach whom"),
  destinations: z.array(z.string()).describe("hosts outside that data newly goes to"),
  files: z
    .array(z.strictObject({ stack: z.string(), subject: z.string(), target: z.string(), lines: z.array(z.string()) }))
    .describe("generated configuration that is another one than before"),
  improved: z.array(z.string()),
  warnings: z.array(z.string()).describe("why the input cannot be trusted to be whole"),
  requests: z
    .array(
      z.strictObject({
        environment: z.string(),
        waiver,
        kind: z.enum(["added", "widened"]),
        approvedBy: z.string().optional(),
      }),
    )
    .describe("waivers that the head adds; they count only where a code owner approved them"),
  protections: z.array(protection).describe("every protection that is another one than before"),
  rendered: z.array(rendered).describe("objects of Helm releases that are others than before"),
  waived: z.array(z.strictObject({ stack: z.string(), subject: z.string(), waiver })),
  inputs: z.array(z.strictObject({ name: z.string(), digest: z.string() })).describe("what the digest covers"),
  leftOut: z.array(z.string()).describe("what could not be examined, and why"),
  notExamined: z.record(z.string(), count).describe("types that no reader knows, by number"),
  verdict: z.enum(["ok", "needs-acknowledgement"]),
});

export type ReviewJson = z.output<typeof reviewSchema>;

export function reviewJson(review: Review): ReviewJson {
  const { digest, base, head, changes, drift, improved, noise, notExamined, verdict, warnings, requests } = review;
  const counted = (risk: Risk) => changes.filter((one) => one.risk === risk).length;
  return {
    schemaVersion: 1,
    command: "review",
    digest,
    base: base.name,
    head: head.name,
    summary: {
      dataLoss: counted("data-loss"),
      exposure: counted("exposure"),
      weakened: counted("weakened"),
      runsCode: counted("runs-code"),
      ignoredEdit: counted("ignored-edit"),
      downtime: counted("downtime"),
      cannotTell: counted("cannot-tell"),
      other: counted("other"),
      noise,
      improved: improved.length,
      notExamined: Object.values(notExamined).reduce((sum, number) => sum + number, 0),
    },
    changes: changes.map(changeJson),
    drift: drift.map((one) => ({ ...one, attributes: one.attributes.map(attributeJson) })),
    reach: [...review.reach],
    destinations: [...review.destinations],
    files: review.files.map((file) => ({ ...file, lines: [...file.lines] })),
    improved: [...improved],
    warnings: [...warnings],
    requests: requests.map((request) => ({ ...request, waiver: { ...request.waiver } })),
    protections: review.protections.map((one) => ({ ...one, before: shown(one.before), after: shown(one.after) })),
    rendered: review.rendered.map((one) => ({ ...one, attributes: one.attributes.map(attributeJson) })),
    waived: review.waived.map((one) => ({ ...one, waiver: { ...one.waiver } })),
    inputs: review.inputs.map((one) => ({ ...one })),
    leftOut: [...review.leftOut],
    notExamined: { ...notExamined },
    verdict,
  };
}

const changeJson = ({
  stack,
  address,
  type,
  action,
  risk,
  reasons,
  attributes,
  path,
  at,
  remedy,
  affected,
}: Change) => ({
  ...{ stack, address, type, action, risk, reasons: [...reasons], remedy },
  ...(path === undefined ? {} : { path }),
  ...(at === undefined ? {} : { file: at.file, ...(at.line === undefined ? {} : { line: at.line }) }),
  ...(affected === undefined ? {} : { affected: [...affected] }),
  attributes: attributes.map(attributeJson),
});

const attributeJson = (one: AttributeChange) => ({ ...one, before: shown(one.before), after: shown(one.after) });

type JsonValue = z.output<ReturnType<typeof z.json>>;

/** JSON has no word for what is not there. */
const shown = (value: Shown): JsonValue => (value ?? null) as JsonValue;
