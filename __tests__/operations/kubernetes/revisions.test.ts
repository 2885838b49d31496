import { failedSince, pendingIn, type Revision } from "../../../operations/kubernetes/revisions";

const revisions = (...statuses: readonly string[]) =>
  new Map([["items", statuses.map((status, index): Revision => ({ version: index + 1, status }))]]);

it.each([
  ["an upgrade that was rolled back", revisions("deployed"), revisions("superseded", "failed", "deployed")],
  ["one that was killed", revisions("deployed"), revisions("deployed", "pending-upgrade")],
  ["a first install that was undone", revisions(), revisions()],
])("counts %s as failed", (_what, before, after) => {
  expect(failedSince("items", before, after)).toBe(true);
});

it.each([
  ["an upgrade that serves", revisions("deployed"), revisions("superseded", "deployed")],
  ["one after an earlier failure", revisions("failed"), revisions("failed", "deployed")],
  ["a first install that serves", revisions(), revisions("deployed")],
  ["one that was not reached", revisions("deployed"), revisions("deployed")],
])("does not count %s as failed", (_what, before, after) => {
  expect(failedSince("items", before, after)).toBe(false);
});

it("finds what a killed run left half done, by the name of the Secret that says so", () => {
  expect([...pendingIn(revisions("deployed", "pending-upgrade"))]).toEqual([["items", "sh.helm.release.v1.items.v2"]]);
  expect([...pendingIn(revisions("pending-install"))]).toEqual([["items", "sh.helm.release.v1.items.v1"]]);
});

it("counts nothing as half done that was followed by another revision", () => {
  expect(pendingIn(revisions("pending-upgrade", "deployed")).size).toBe(0);
  expect(pendingIn(revisions()).size).toBe(0);
});
