import { spawnSync } from "node:child_process";
import { HOLDER_LABELS, isDead } from "../../../operations/engine/holder-leftovers";

const NOW = new Date("2026-01-02T03:04:05Z");
const created = (secondsAgo: number): number => NOW.getTime() / 1000 - secondsAgo;
const OURS = HOLDER_LABELS["bulwark.run"]!;
const withPid = (pid: number): string => OURS.replace(/ \d+$/, ` ${pid}`);

describe("a holder", () => {
  it("of this very run is alive", () => expect(isDead(OURS, created(1), NOW)).toBe(false));

  it("of a process of this machine that has ended is dead", () => {
    expect(isDead(withPid(spawnSync("true").pid), created(1), NOW)).toBe(true);
  });

  it("of another user's process is alive", () => expect(isDead(withPid(1), created(1), NOW)).toBe(false));

  it("of another machine is alive while it is young", () => {
    expect(isDead(`elsewhere/pid:[1] ${spawnSync("true").pid}`, created(500), NOW)).toBe(false);
  });

  it("of any machine is dead when it is older than any run", () => {
    expect(isDead("elsewhere/pid:[1] 4711", created(601), NOW)).toBe(true);
  });
});
