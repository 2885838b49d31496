import type { BulwarkError } from "../../../operations/errors";
import * as errors from "../../../operations/setup/errors";

const LOG = "first line\nlast line";

const CASES: readonly (readonly [BulwarkError, number, string])[] = [
  [errors.unreachable("https://x/y", "HTTP 503"), 3, "https://x/y cannot be had: HTTP 503"],
  [errors.checksumDiffers("the file", "aa", "bb"), 4, "the file is not what was pinned, got: aa, expected: bb"],
  [errors.lockLost("/c/x", "too slow"), 4, "the lock /c/x.lock was taken away while it was held: too slow"],
  [errors.cacheNotWritable("/c", "EACCES"), 3, "the cache folder /c cannot be written: EACCES"],
  [
    errors.pinGone("example.com/m", LOG),
    4,
    "the pinned Go module example.com/m can no longer be had\n    first line\n    last line",
  ],
  [
    errors.goMissing("1.26.6", "OpenTofu", "no rights"),
    3,
    "OpenTofu has to be built, which needs Go 1.26.6 or newer, and there is none: no rights",
  ],
  [errors.goNotPinned("plan9-mips", "1.26.6"), 3, "no Go compiler is pinned for plan9-mips"],
  [
    errors.engineTooOld("unix:///s", "19.03", "1.40"),
    3,
    "the Docker engine at unix:///s is too old, got: 19.03 (API 1.40), needed: 20.10 (API 1.41) or newer",
  ],
  [errors.engineDenied("unix:///s", "me"), 3, "me may not use the Docker engine at unix:///s (permission denied)"],
  [errors.engineUnreachable("ssh://qa", "timed out"), 3, "no Docker engine answers at ssh://qa: timed out"],
  [
    errors.engineMissing("unix:///s", "no rights"),
    3,
    "no Docker engine answers at unix:///s, and Bulwark cannot install or start one: no rights",
  ],
  [
    errors.engineDidNotStart("dockerd", "ended at once", LOG),
    4,
    "the Docker engine was started (dockerd) but ended at once\n  Its log ends with:\n    first line\n    last line",
  ],
  [
    errors.engineDidNotStart("dockerd", "ended at once", ""),
    4,
    "the Docker engine was started (dockerd) but ended at once\n  It logged nothing.",
  ],
  [
    errors.contextUnknown("qa", "/d/meta.json"),
    3,
    "the Docker context 'qa' is chosen but /d/meta.json does not describe it",
  ],
  [errors.notDecidedYet("Terraform"), 4, "the set-up of Terraform was asked for its result before it had run"],
];

describe("an error of the set-up", () => {
  it.each(CASES)("%# says what happened", (error, exitCode, start) => {
    expect(error.message.slice(0, start.length)).toBe(start);
    expect(error.exitCode).toBe(exitCode);
  });

  const remedies = CASES.filter(
    ([error]) => !(error instanceof errors.Unreachable) && !error.message.includes("was started"),
  );

  it.each(remedies)("%# says in a second line how to go on", (error, _exitCode, start) => {
    expect(error.message.slice(start.length)).toMatch(/^\n[A-Z].{15,}\.$/s);
  });
});
