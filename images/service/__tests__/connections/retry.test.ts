import { refusedWhenGone, retryOnRefused } from "../../src/connections/retry";

/** Fails with the given codes in turn, then succeeds; says how often it was tried. */
function attempts(...codes: string[]) {
  const state = { tried: 0 };
  const attempt = async (): Promise<string> => {
    const code = codes[state.tried];
    state.tried += 1;
    if (code) throw Object.assign(new Error(code), { code });
    return "done";
  };
  return { state, attempt };
}

it.each(["ECONNREFUSED", "EHOSTUNREACH", "ENOTFOUND"])("tries once more after %s", async (code) => {
  const { attempt } = attempts(code);
  expect(await retryOnRefused(attempt)).toBe("done");
});

it("does not try a third time", async () => {
  const { attempt, state } = attempts("ECONNREFUSED", "ECONNREFUSED");
  await expect(retryOnRefused(attempt)).rejects.toThrow("ECONNREFUSED");
  expect(state.tried).toBe(2);
});

it.each(["ECONNRESET", "EPIPE", "ABORT_ERR"])("never repeats what may have arrived: %s", async (code) => {
  const { attempt, state } = attempts(code);
  await expect(retryOnRefused(attempt)).rejects.toThrow(code);
  expect(state.tried).toBe(1);
});

it.each(["ECONNRESET", "EPIPE", "ETIMEDOUT"])("repeats what cannot have had an effect: %s", async (code) => {
  const { attempt } = attempts(code);
  const harmless = (): Promise<string> => attempt().catch((error: unknown) => Promise.reject(refusedWhenGone(error)));
  expect(await retryOnRefused(harmless)).toBe("done");
});

it("takes no other failure for a refusal", () => {
  const aborted = Object.assign(new Error("aborted"), { code: "ABORT_ERR" });
  expect(refusedWhenGone(aborted)).toBe(aborted);
});
