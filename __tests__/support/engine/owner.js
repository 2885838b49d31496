"use strict";
/**
 * Who a run belongs to, written into the names of its folder and cgroup: PID namespace, process id, start time, chance.
 * With the start time a reused process id is not mistaken for the owner; with the namespace a process id of another
 * container that shares the temp folder is not looked up here.
 */
const crypto = require("node:crypto");
const fs = require("node:fs");

const PATTERN = /^(\d+)-(\d+)-(\d+)-[0-9a-f]{6}$/;

function pidNamespace() {
  return fs.readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
}

/** Field 22 of /proc/<pid>/stat, in clock ticks since boot; undefined when there is no such process. proc(5) */
function startTime(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return afterName[0] === "Z" ? undefined : afterName[19];
  } catch {
    return undefined;
  }
}

function newOwner() {
  const chance = crypto.randomBytes(3).toString("hex");
  return `${pidNamespace()}-${process.pid}-${startTime(process.pid)}-${chance}`;
}

/** True only when the name is well formed, of this PID namespace, and its process is gone. */
function isDead(owner) {
  const [, namespace, pid, start] = PATTERN.exec(owner) ?? [];
  return namespace === pidNamespace() && startTime(pid) !== start;
}

module.exports = { isDead, newOwner };
