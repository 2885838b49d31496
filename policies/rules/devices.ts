import { judge } from "../evaluate";
import type { Rule } from "../rule";

/** What every container has anyway. */
const HARMLESS = /^\/dev\/(null|zero|full|random|urandom|tty)$/;

export const devices: Rule<"container"> = {
  id: "BWK-devices",
  title: "has no device of the host",
  severity: "high",
  why: "A disk is every file on it, /dev/mem is the memory of the kernel, and the driver of any device is code of the kernel that can be attacked.",
  fix: "Take the device away; leave it to a program on the host, or say in a waiver which one is needed.",
  bad: `devices: ["/dev/sda:/dev/sda"]`,
  good: `devices: []`,
  references: ["CIS Docker Benchmark 1.6, 5.18"],
  on: "container",
  needs: ["devices"],
  check: (container) =>
    judge(container.devices, "its devices", (all) => {
      const found = all.filter((device) => !HARMLESS.test(device));
      return found.length === 0 ? undefined : `has devices of the host: ${[...found].sort().join(", ")}`;
    }),
};
