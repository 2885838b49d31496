import type { AttributeChange, Change, Review } from "./model";
import type { Redactor } from "./redaction";

/** The same review without a secret in it, whatever format it is written in. */
export function redacted(review: Review, redactor: Redactor): Review {
  const text = (one: string) => redactor.text(one);
  const attributes = (address: string, all: readonly AttributeChange[]) =>
    all.map((one) => attributeOf(redactor, address, one));
  return {
    ...review,
    changes: review.changes.map((change) => changeOf(redactor, change)),
    drift: review.drift.map((one) => ({
      ...one,
      address: redactor.address(one.address),
      attributes: attributes(one.address, one.attributes),
    })),
    reach: review.reach.map(text),
    destinations: review.destinations.map(text),
    files: review.files.map((file) => ({ ...file, target: text(file.target), lines: file.lines.map(text) })),
    improved: review.improved.map(text),
    warnings: review.warnings.map(text),
    requests: review.requests.map((request) => ({
      ...request,
      waiver: { ...request.waiver, value: text(request.waiver.value), reason: text(request.waiver.reason) },
    })),
  };
}

function changeOf(redactor: Redactor, change: Change): Change {
  const { address, reasons, path, attributes, remedy } = change;
  return {
    ...change,
    address: redactor.address(address),
    ...(path === undefined ? {} : { path: redactor.text(path) }),
    reasons: reasons.map((reason) => redactor.text(reason)),
    remedy: redactor.text(remedy),
    attributes: attributes.map((one) => attributeOf(redactor, address, one)),
  };
}

function attributeOf(redactor: Redactor, address: string, attribute: AttributeChange): AttributeChange {
  const path = wayOf(attribute.path);
  return {
    ...attribute,
    path: redactor.text(attribute.path),
    before: redactor.value(attribute.before, { address, path }),
    after: redactor.value(attribute.after, { address, path }),
  };
}

/** `ports[0].ip` as names and numbers. */
const wayOf = (path: string): readonly (string | number)[] =>
  [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) => (index === undefined ? name! : Number(index)));
