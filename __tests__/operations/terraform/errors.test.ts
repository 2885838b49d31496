import { stateLockedBy } from "../../../operations/terraform/errors";

const SAID = `terraform ended with exit code 1
    │ Error: Error acquiring the state lock
    │
    │ Error message: resource temporarily unavailable
    │ Lock Info:
    │   ID:        0a1b2c3d-4e5f
    │   Path:      local.tfstate
    │   Operation: OperationTypeApply
    │   Who:       ann@build-7
    │   Version:   1.11.4
    │   Created:   2026-03-01 10:11:12.13 +0000 UTC
    │   Info:`;

describe("a state that another run holds", () => {
  it("is told with who, what, since when, and the way out", () => {
    const error = stateLockedBy(SAID);
    expect(error?.exitCode).toBe(1);
    expect(error?.message).toBe(
      "the state is in use by ann@build-7 since 2026-03-01 10:11:12.13 +0000 UTC (OperationTypeApply); nothing was changed\n" +
        "Wait until that run has ended. When you know that it is dead: terraform force-unlock 0a1b2c3d-4e5f",
    );
  });

  it("is not seen in other words", () => {
    expect(stateLockedBy("Error: Provider produced inconsistent result")).toBeUndefined();
  });
});
