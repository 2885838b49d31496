import { accountTaken, fileOutsideConfig, sharedBuffersTooLarge, tokenInSpec } from "../../../constructs/core/errors";

describe("errors say what happened, the value got and the cure", () => {
  it.each([
    [
      tokenInSpec("[platform/api] environment.URL"),
      "[platform/api] environment.URL holds a value that is only known after apply\n" +
        "A spec takes plain strings only: the same spec must hash the same in every synthesis.",
    ],
    [
      sharedBuffersTooLarge("platform/postgres", "296 MiB", "256 MiB"),
      "[platform/postgres] Postgres would need 296 MiB at most, its memory limit is 256 MiB\n" +
        "Raise memoryMiB, or lower sharedBuffersMiB, workMemMiB or maxConnections.",
    ],
    [
      fileOutsideConfig("../passwd"),
      "configuration file '../passwd' must be a plain relative path; it is placed below /config",
    ],
    [
      accountTaken("platform/admin", "redis", "admin"),
      "[platform/admin] 'redis' has an account 'admin' of its own; give the layer that uses it another id",
    ],
  ])("%s", (error, text) => {
    expect(error.message).toBe(text);
  });
});
