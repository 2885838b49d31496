// @ts-check
"use strict";
// The entry of `npm run up`: nothing is installed or compiled yet, so this file uses Node alone and runs uncompiled.
// It installs and compiles what is missing or has changed, then hands over to the command line.

const [MAJOR = 0, MINOR = 0] = process.versions.node.split(".").map(Number);
if (MAJOR < 20 || (MAJOR === 20 && MINOR < 19)) {
  console.error(`Bulwark needs Node.js 20.19 or newer, got: ${process.versions.node}\nInstall it: https://nodejs.org`);
  process.exit(3);
}

const { spawn } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { constants, hostname } = require("node:os");
const path = require("node:path");

const inRoot = (/** @type {string[]} */ ...parts) => path.join(__dirname, "..", ...parts);
const read = (/** @type {string} */ file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
const hash = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex");
const unlock = () => fs.rmSync(LOCK, { recursive: true, force: true });

const INSTALLED = inRoot("node_modules", ".bulwark-installed");
const COMPILED = inRoot("dist", ".bulwark-compiled");
const LOCK = inRoot(".bulwark", "start.lock");

/** A holder touches its lock every second. Untouched for so long it is abandoned: when the holder and its tool are dead
 * (a tool outlives a killed holder), when it was another machine's, and in any case. */
const STALE_MS = { dead: 3_000, elsewhere: 15_000, ever: 600_000 };

/** Writes the function that AWS runs into one file, which its construct uploads. */
const BUNDLER = inRoot("functions/rotate-postgres/bundle.js");

/** The program that runs now and is passed signals. @type {import("node:child_process").ChildProcess | undefined} */
let running;

/** What decides which packages lie in node_modules: the lock file, and for native ones Node's binary interface. */
const packagesWanted = () => hash(`${process.versions.modules} ${read(inRoot("package-lock.json"))}`);

/** What decides what is compiled: one line per source with its hash. */
function sourcesWanted() {
  const config = read(inRoot("tsconfig.json"));
  const patterns = [.../** @type {string[]} */ (JSON.parse(config).include), "functions/**"];
  const files = patterns.flatMap((pattern) => sourcesIn(pattern.split("/*", 1)[0] ?? "", pattern.includes("**")));
  const lines = files.map((file) => `${file} ${hash(read(inRoot(file)))}`);
  return [hash(`${config} ${packagesWanted()}`), ...lines].join("\n");
}

/** @param {string} place a file or folder below the root @param {boolean} deep @returns {string[]} */
function sourcesIn(place, deep) {
  const found = fs.statSync(inRoot(place), { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found !== undefined && place.endsWith(".ts") ? [place] : [];
  return fs.readdirSync(inRoot(place)).flatMap((name) => {
    const isSkipped = name === "node_modules" || (!deep && fs.statSync(inRoot(place, name)).isDirectory());
    return isSkipped ? [] : sourcesIn(path.join(place, name), deep);
  });
}

/** Only packages that `allowScripts` of package.json names may run scripts of their own when they are installed. */
async function install() {
  console.error("installing the npm packages");
  const allowed = Object.entries(JSON.parse(read(inRoot("package.json"))).allowScripts ?? {});
  const names = allowed.filter(([, allow]) => allow === true).map(([name]) => name.replace(/(.)@.*$/, "$1"));
  const own = process.env["npm_execpath"] ?? ""; // the npm that runs this; absent when started with node
  const npm = own.endsWith("npm-cli.js") ? [process.execPath, own] : ["npm"];
  await tool([...npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (names.length > 0) await tool([...npm, "rebuild", "--ignore-scripts=false", ...names]);
  fs.writeFileSync(INSTALLED, packagesWanted());
}

async function compile() {
  console.error("compiling");
  const wanted = sourcesWanted();
  const [, ...before] = read(COMPILED).split("\n");
  const hasRemoved = before.some((line) => !fs.existsSync(inRoot(line.slice(0, -65)))); // a path, a space, a hash
  fs.rmSync(hasRemoved ? inRoot("dist") : COMPILED, { recursive: true, force: true }); // tsc keeps stale files
  await tool([process.execPath, inRoot("node_modules/typescript/bin/tsc"), "-p", inRoot()]);
  if (fs.existsSync(BUNDLER)) await tool([process.execPath, BUNDLER]);
  fs.writeFileSync(COMPILED, wanted);
}

/** npm makes it runnable when `npx bulwark` is called for the first time, and never again; the compiler does not. */
function makeRunnable() {
  fs.chmodSync(inRoot("dist/scripts/bulwark.js"), 0o755);
}

/** Its output goes to standard error: results alone go to standard output. @param {string[]} words */
async function tool(words) {
  const ending = run(words, { cwd: inRoot(), stdio: ["ignore", 2, 2] });
  fs.appendFileSync(path.join(LOCK, "owner"), ` ${running?.pid}`);
  const { code, signal, error } = await ending;
  if (code === 0) return;
  unlock();
  if (signal) process.exit(128 + constants.signals[signal]);
  console.error(`failed: ${words.join(" ")}\n${error ?? "What it said is above."}`);
  process.exit(error === undefined ? 4 : 3);
}

/** @param {string[]} words @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<{ code: number | null, signal?: NodeJS.Signals | null, error?: string }>} */
function run([command = "", ...args], options) {
  return new Promise((resolve) => {
    running = spawn(command, args, options);
    running.once("error", ({ message }) => resolve({ code: null, error: message }));
    running.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

/** Two starts at once: one installs and compiles, the other waits and then finds it done. */
async function prepare() {
  if (read(INSTALLED) === packagesWanted() && read(COMPILED) === sourcesWanted()) return;
  fs.mkdirSync(inRoot(".bulwark"), { recursive: true });
  for (let waits = 0; !tryLock(); waits++) {
    if (waits === 0) console.error(`waiting for another start of Bulwark, which holds ${LOCK}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const touching = setInterval(() => fs.utimes(LOCK, new Date(), new Date(), () => undefined), 1000);
  if (read(INSTALLED) !== packagesWanted()) await install();
  if (read(COMPILED) !== sourcesWanted()) await compile();
  makeRunnable();
  clearInterval(touching);
  unlock();
}

/** Making a folder has one winner (only who made it gets its path), and so has renaming an abandoned one. */
function tryLock() {
  if (fs.mkdirSync(LOCK, { recursive: true }) !== undefined) {
    fs.writeFileSync(path.join(LOCK, "owner"), `${hostname()} ${process.pid}`);
    return true;
  }
  const age = Date.now() - (fs.statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  const [host, ...pids] = read(path.join(LOCK, "owner")).split(" ");
  const near = pids.some((pid) => fs.existsSync(`/proc/${pid}`)) ? STALE_MS.ever : STALE_MS.dead;
  if (age > (host === hostname() ? near : STALE_MS.elsewhere)) {
    const aside = `${LOCK}.${process.pid}`;
    fs.rename(LOCK, aside, () => fs.rmSync(aside, { recursive: true, force: true }));
  }
  return false; // the next try shows who was first
}

/** @param {NodeJS.Signals} signal */
function passOn(signal) {
  if (running === undefined) process.exit(128 + constants.signals[signal]);
  if (signal !== "SIGINT" || !process.stdin.isTTY) running.kill(signal); // a terminal sends Ctrl-C to both
}

async function main() {
  /** @type {NodeJS.Signals[]} */ const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, passOn);
  await prepare();
  const argv = process.argv.slice(2);
  const [file, args] = argv[0] === "app" ? ["main.js", argv.slice(1)] : ["scripts/bulwark.js", argv]; // `app`: cdktf's
  const { code, signal } = await run([process.execPath, inRoot("dist", file), ...args], { stdio: "inherit" });
  for (const name of signals) process.removeListener(name, passOn);
  if (signal) process.kill(process.pid, signal);
  process.exitCode = code ?? 4;
}

void main();
