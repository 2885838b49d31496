"use strict";
/** What the runner says before it gives up; each returns the exit code that goes with it. */
const USAGE =
  "usage: run-in-engine.js [--images ARCHIVE...] [--registry-mirror URL] [--insecure-registry HOST]\n" +
  "       [--address-pool POOL] [--daemon-flag FLAG] [--daemon-log FILE] -- COMMAND [ARGUMENT...]\n";

function failed(code, text) {
  process.stderr.write(`run-in-engine: ${text}\n`);
  return code;
}

module.exports = {
  failed,
  wrongArguments: (text) => failed(2, `${text}\n${USAGE}`),
  notRoot: (uid) =>
    failed(3, `a throw-away engine needs root for its namespaces, got uid ${uid}\nRun it with sudo, or as root.`),
  noNamespaces: () =>
    failed(3, "cannot make network, mount and PID namespaces here\nRun it on a machine that allows it."),
  /** What loadImages throws; `notLoaded` then names the archive. */
  imagesRefused: (words) => new Error(words),
  stepFailed: (step, words) => failed(4, `cannot ${step}: ${words}`),
  engineEnded: (code, log) => failed(4, `dockerd ended with ${code} before it answered; its last lines:\n${log}`),
  engineSilent: (seconds, log) => failed(4, `dockerd did not answer within ${seconds} s; its last lines:\n${log}`),
  notLoaded: (archive, words) => failed(4, `cannot load the images of ${archive}: ${words}`),
  keptBecauseMounted: (folder, mount) =>
    failed(0, `${folder} is kept: ${mount} is mounted below it\nUnmount it; the next run removes the folder.`),
};
