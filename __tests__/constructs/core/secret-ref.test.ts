import { SecretKind, mounted, password } from "../../../constructs/core";

it("names a generated password", () => {
  expect(password("redis-api")).toEqual({ name: "redis-api", kind: SecretKind.PASSWORD });
});

it("mounts a secret below /run/secrets by its own name", () => {
  expect(mounted(password("redis-api")).path).toBe("/run/secrets/redis-api");
});

it("mounts it by another name where an image wants one", () => {
  expect(mounted(password("redis-api"), "password").path).toBe("/run/secrets/password");
});
