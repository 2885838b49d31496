"use strict";
/** What a run leaves on disk and in the cgroup file systems, and how it is removed: one's own, or that of a dead run. */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { keptBecauseMounted } = require("./messages.js");
const { isDead } = require("./owner.js");

const FOLDER = "bulwark-engine-";
const CGROUP = "bulwark-e2e-";
/** Set inside a run: an engine started within another one puts its cgroups below it, so that they go together. */
const PARENT_CGROUP = "BULWARK_TEST_CGROUP";
const PATIENCE_MS = 5000;
/** The last process of a killed run may still write, and two starting runs may clear the same leftovers. */
const STILL_BUSY = { maxRetries: 20, retryDelay: 50 };
/** A file in the run's folder that says that its namespaces were made. */
const STARTED = "started";

const folderOf = (owner) => path.join(os.tmpdir(), FOLDER + owner);
/** Absolute, so that runc puts it below the mount and not below whatever cgroup the caller is in. */
const cgroupOf = (owner) => path.posix.join(process.env[PARENT_CGROUP] ?? "/", CGROUP + owner);

function mountPoints(types) {
  return fs
    .readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter((fields) => fields.length > 6 && (!types || types.includes(fields[fields.indexOf("-") + 1])))
    .map((fields) => fields[4].replace(/\\(\d{3})/g, (_match, octal) => String.fromCharCode(parseInt(octal, 8))));
}

/** Both the hierarchies of cgroup v1, one for each controller, and the single one of v2. */
const cgroupRoots = () => mountPoints(["cgroup", "cgroup2"]);

function foldersIn(folder) {
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  } catch {
    return [];
  }
}

function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** A cgroup is busy until the kernel has buried the last process of it. */
function removeCgroup(cgroup, deadline = Date.now() + PATIENCE_MS) {
  foldersIn(cgroup).forEach((entry) => removeCgroup(path.join(cgroup, entry.name), deadline));
  for (;;) {
    try {
      return fs.rmdirSync(cgroup);
    } catch (error) {
      if (error.code !== "EBUSY" || Date.now() > deadline) return;
      pause(20);
    }
  }
}

/** A mount below the folder would be emptied with it. */
function removeFolder(folder) {
  const mounted = mountPoints().find((point) => point.startsWith(`${folder}/`));
  if (mounted) keptBecauseMounted(folder, mounted);
  else fs.rmSync(folder, { recursive: true, force: true, ...STILL_BUSY });
}

function removeRun(owner) {
  cgroupRoots().forEach((root) => removeCgroup(path.join(root, cgroupOf(owner))));
  removeFolder(folderOf(owner));
}

function ownersIn(folder, prefix) {
  return foldersIn(folder)
    .filter((entry) => entry.name.startsWith(prefix))
    .filter((entry) => fs.lstatSync(path.join(folder, entry.name)).uid === process.getuid())
    .map((entry) => entry.name.slice(prefix.length));
}

/** Removes what runs of this user left that were killed, and nothing of a run that lives or that cannot be told. */
function clearLeftovers() {
  const inCgroups = cgroupRoots().flatMap((root) => ownersIn(path.join(root, path.dirname(cgroupOf("x"))), CGROUP));
  const owners = new Set([...ownersIn(os.tmpdir(), FOLDER), ...inCgroups]);
  [...owners].filter(isDead).forEach(removeRun);
}

module.exports = { clearLeftovers, cgroupOf, folderOf, removeRun, STARTED };
