import { deadlineExceeded, unexpectedStatus } from "../../src/errors";
import { reasonOf } from "../../src/health/reason";

const coded = (message: string, members: object): Error => Object.assign(new Error(message), members);

it.each([
  [deadlineExceeded(500), "no answer within 500 ms"],
  [unexpectedStatus(503), "answered HTTP 503"],
  [coded("connect ECONNREFUSED 10.0.0.7:5432", { code: "ECONNREFUSED" }), "ECONNREFUSED"],
  [
    coded('password authentication failed for user "bob"', { code: "28P01", severity: "FATAL" }),
    "Postgres error 28P01",
  ],
  [new Error("WRONGPASS invalid username-password pair"), "WRONGPASS"],
  [new Error("NOPERM User bob has no permissions"), "NOPERM"],
  [new Error("Query read timeout"), "no answer in time"],
  [new Error("Connection terminated unexpectedly"), "not connected"],
  [new Error("secret-host said something odd"), "failed"],
  ["thrown text", "failed"],
])("%s is shown as %s: no names, no addresses", (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
