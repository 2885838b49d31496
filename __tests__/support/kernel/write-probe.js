"use strict";
/**
 * Tries to create a file in the root folder of a process and in each folder there that is no mount, as the process's own
 * user. Reads [{pid, uid, gid, mounts}] as JSON, answers [{pid, folder, outcome}]; the outcome is the kernel's error code,
 * or "written". Works without any program in the container: this process stays outside and only its current folder is in.
 * EROFS comes before any question of permission, so EACCES means that the root is not read-only. Linux: open_last_lookups
 */
const fs = require("node:fs");

const NAME = `.bulwark-write-probe-${process.pid}`;
/** A health check may have ended since it was listed. */
const GONE = ["ENOENT", "ESRCH"];

function attempt(folder) {
  const file = `${folder}/${NAME}`;
  try {
    fs.closeSync(fs.openSync(file, "wx", 0o600));
    fs.unlinkSync(file);
    return "written";
  } catch (error) {
    return error.code;
  }
}

/** Links are left out: an absolute one would lead out of the container. So are folders that the user may not enter. */
function folders({ mounts, uid }) {
  const entries = fs.readdirSync(".", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = entries.map((entry) => entry.name).filter((name) => !mounts.includes(`/${name}`));
  return [".", ...names.filter((name) => mayEnter(fs.statSync(name), uid))];
}

/** Whoever may not look into a folder is refused before the kernel asks whether it can be written. */
function mayEnter(folder, uid) {
  return (folder.mode & (folder.uid === uid ? 0o100 : 0o001)) !== 0;
}

function asUser({ uid, gid }, act) {
  process.setegid(gid);
  process.seteuid(uid);
  try {
    return act();
  } finally {
    process.seteuid(0);
    process.setegid(0);
  }
}

function probe(target) {
  try {
    process.chdir(`/proc/${target.pid}/root`);
  } catch (error) {
    return GONE.includes(error.code) ? [] : [{ pid: target.pid, folder: "/", outcome: error.code }];
  }
  const tried = folders(target);
  return asUser(target, () =>
    tried.map((folder) => ({ pid: target.pid, folder: folder === "." ? "/" : `/${folder}`, outcome: attempt(folder) })),
  );
}

process.setgroups([]);
const targets = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(targets.flatMap(probe)));
