import type { JsonObject, ResourceChange } from "../../../../review/resource";

/** A change of one resource. */
export const change = (
  address: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): ResourceChange => ({
  ...{ stack: "cloud", address, previousAddress: address, type: address.replace(/\.[^.]*$/, "") },
  ...{ action: before ? (after ? "update" : "delete") : "create", before, after },
  ...{ replacePaths: undefined, createsFirst: false },
});
