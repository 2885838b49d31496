"use strict";
/** What the command may write without the machine noticing: /run, /etc and /var/lib (where secrets of a platform lie). */
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { stepFailed } = require("./messages.js");

const PRIVATE = "/run/bulwark-private";

function step(program, ...rest) {
  try {
    execFileSync(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    process.exit(stepFailed(`run '${[program, ...rest].join(" ")}'`, String(error.stderr || error.message).trim()));
  }
}

/** Keeps what was there readable and takes every write into memory: the upper layer lies on the private /run. */
function overlay(folder) {
  const [upper, work] = ["upper", "work"].map((part) => path.join(PRIVATE, folder, part));
  [upper, work].forEach((made) => fs.mkdirSync(made, { recursive: true }));
  step("mount", "-t", "overlay", "overlay", "-o", `lowerdir=${folder},upperdir=${upper},workdir=${work}`, folder);
}

/** Some build machines keep their checkouts below /var/lib: these must stay the real ones. */
function keepVisible(folder, wanted) {
  const first = path.relative(folder, wanted).split("/")[0];
  if (first === ".." || first === "") return () => undefined;
  const [shown, aside] = [path.join(folder, first), path.join(PRIVATE, "kept", first)];
  fs.mkdirSync(aside, { recursive: true });
  step("mount", "--rbind", shown, aside);
  return () => step("mount", "--rbind", aside, shown);
}

function prepareFileSystems(needed) {
  step("ip", "link", "set", "lo", "up");
  step("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run");
  fs.mkdirSync("/run/lock", { mode: 0o1777 });
  fs.mkdirSync(PRIVATE, { mode: 0o700 });
  overlay("/etc");
  const showAgain = needed.map((folder) => keepVisible("/var/lib", folder));
  overlay("/var/lib");
  showAgain.forEach((show) => show());
  // A platform of the machine's own engine may have secrets there. Only the copy in memory goes.
  fs.rmSync("/var/lib/bulwark", { recursive: true, force: true });
}

module.exports = { prepareFileSystems };
