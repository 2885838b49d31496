#!/usr/bin/env node
"use strict";
/**
 * Runs one command beside a throw-away Docker engine of its own, in network, mount and process namespaces of its own.
 * Plain node, no packages: it also runs where nothing is installed yet.
 *
 *   node run-in-engine.js [--images ARCHIVE...] [--registry-mirror URL] [--insecure-registry HOST] [--address-pool POOL]
 *                         [--daemon-flag FLAG] [--daemon-log FILE] -- COMMAND [ARGUMENT...]
 *   node run-in-engine.js --clear-leftovers
 *
 * Inside, the engine is at its standard address, `unix:///var/run/docker.sock`; ports published on 127.0.0.1 are there,
 * and nothing else of the machine's network is. /run, /etc and /var/lib may be written; the machine's own stay as they
 * were. TMPDIR is a folder that goes away with the engine. Exit codes: the command's; 2 wrong arguments; 3 no right to
 * make namespaces; 4 the engine did not start.
 *
 * Ending this process in any way, SIGKILL included, ends the engine, its containers and the command: `setpriv` ties
 * `unshare` to this process, and `unshare --kill-child` ties the first process of the PID namespace to itself; when that
 * one dies, the kernel kills all others in it. Files and cgroups of a killed run are cleared by the next one.
 */
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArguments } = require("./arguments.js");
const { failed, noNamespaces, notRoot } = require("./messages.js");
const { newOwner } = require("./owner.js");
const { clearLeftovers, cgroupOf, folderOf, removeRun, STARTED } = require("./leftovers.js");

const NAMESPACES = ["-n", "-m", "-p", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"];
/** The shell is process 1 of the namespace because it reaps orphans, which node does not. `exit $?` keeps it from exec. */
const FIRST_PROCESS = ["/bin/sh", "-c", '"$@"; exit $?', "sh"];
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The settings travel in a file: a process list would show the command a second and a third time. */
function command(settings) {
  const file = path.join(settings.folder, "settings.json");
  fs.writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  const inside = [process.execPath, path.join(__dirname, "inside.js"), file];
  return ["--pdeathsig", "KILL", "unshare", ...NAMESPACES, ...FIRST_PROCESS, ...inside];
}

/** The fourth descriptor is a lifeline: it closes with this process, also in the instant before `setpriv` has acted. */
function start(settings) {
  return spawn("setpriv", command(settings), { stdio: ["inherit", "inherit", "inherit", "pipe"] });
}

/** Without the mark of inside.js the exit code is that of `unshare`, which has said why. */
function exitCode(folder, code, signal) {
  if (signal) return 128 + (os.constants.signals[signal] ?? 0);
  return fs.existsSync(path.join(folder, STARTED)) ? code : noNamespaces();
}

function run(options) {
  const owner = newOwner();
  const folder = folderOf(owner);
  fs.mkdirSync(folder, { mode: 0o755 });
  const child = start({ ...options, folder, cgroup: cgroupOf(owner) });
  const end = (code) => {
    removeRun(owner);
    process.exit(code);
  };
  let endedBy;
  const stop = (signal) => {
    endedBy = signal;
    child.kill("SIGKILL");
  };
  ENDING_SIGNALS.forEach((signal) => process.on(signal, stop));
  child.on("error", (error) => end(failed(4, `cannot start setpriv: ${error.message}`)));
  child.on("exit", (code, signal) => end(exitCode(folder, code, endedBy ?? signal)));
}

function main(argv) {
  const options = parseArguments(argv);
  clearLeftovers();
  if (options.clearLeftovers) return;
  if (process.getuid() !== 0) return process.exit(notRoot(process.getuid()));
  run(options);
}

main(process.argv.slice(2));
