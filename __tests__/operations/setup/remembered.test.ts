import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { remembered, tryRecall } from "../../../operations/setup/remembered";
import { temporaryFolder } from "./temporary-folder";

const HOUR = 3_600_000;

describe("a remembered answer", () => {
  const folder = temporaryFolder();
  const asking = (file: string, question = "q") => {
    const ask = jest.fn(() => Promise.resolve("yes"));
    return { ask, remembered: { file: join(folder, file), question, ask, hours: () => 6 } };
  };

  it("is asked for once", async () => {
    const { ask, remembered: what } = asking("once");
    expect([await remembered(what, 0), await remembered(what, HOUR)]).toEqual(["yes", "yes"]);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it("is asked for again when it has expired", async () => {
    const { ask, remembered: what } = asking("expired");
    await remembered(what, 0);
    await remembered(what, 6 * HOUR);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("is not used for another question", async () => {
    await remembered(asking("other").remembered, 0);
    expect(await tryRecall(join(folder, "other"), "q2", 0)).toBeUndefined();
    expect(await tryRecall(join(folder, "other"), "q", 0)).toBe("yes");
  });

  it("is asked for again when its file is damaged", async () => {
    const { ask, remembered: what } = asking("damaged");
    writeFileSync(what.file, "{");
    expect(await remembered(what, 0)).toBe("yes");
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
