import { timed } from "../../../bench/kubernetes/watch";

/** Answers in turn; the last one for ever. */
function answers(...all: readonly boolean[]) {
  let asked = 0;
  return () => Promise.resolve(all[Math.min(asked++, all.length - 1)]!);
}

const nothing = () => Promise.resolve();

describe("what is timed", () => {
  it("lasts until it is so", async () => {
    const { done, commandEnded } = await timed({ what: "it", isSo: answers(false, false, true) }, nothing);
    expect(done).toBeGreaterThan(commandEnded);
  });

  it("began again when it was so for a while only", async () => {
    const watched = { what: "it", isSo: answers(true, false, true) };
    const { done, commandEnded } = await timed(watched, nothing);
    expect(done).toBeGreaterThan(commandEnded);
  });

  it("may be so before the command has ended", async () => {
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 500));
    const { done, commandEnded } = await timed({ what: "it", isSo: answers(true) }, slow);
    expect(done).toBeLessThan(commandEnded);
  });

  it("fails with the command", async () => {
    const failing = () => Promise.reject(new Error("refused"));
    await expect(timed({ what: "it", isSo: answers(true) }, failing)).rejects.toThrow("refused");
  });

  it("is given up in the end", async () => {
    const never = { what: "the end", isSo: answers(false), mostSeconds: 0.3 };
    await expect(timed(never, nothing)).rejects.toThrow("the end had not happened after 0.3 s");
  });
});
