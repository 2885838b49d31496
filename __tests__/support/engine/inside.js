"use strict";
/** The part of run-in-engine.js that runs within the namespaces: file systems, engine, images, then the command. */
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");
const { loadImages, waitForEngine } = require("./engine-api.js");
const { engineEnded, engineSilent, failed, notLoaded, stepFailed } = require("./messages.js");
const { prepareFileSystems } = require("./file-systems.js");
const { STARTED } = require("./leftovers.js");

const SOCKET = "/run/docker.sock";
const START_SECONDS = 60;
const LIFELINE = 3;

/** cgroupfs, because the systemd driver would ask a systemd that is hidden here. An empty configuration file, so that the
 * machine's own /etc/docker/daemon.json has no say. */
function daemonFlags(settings) {
  fs.writeFileSync("/run/bulwark-daemon.json", "{}");
  return [
    ...[
      "--data-root",
      path.join(settings.folder, "data"),
      "--exec-root",
      "/run/docker",
      "--pidfile",
      "/run/docker.pid",
    ],
    ...["--config-file", "/run/bulwark-daemon.json", "-H", `unix://${SOCKET}`],
    ...["--cgroup-parent", settings.cgroup, "--exec-opt", "native.cgroupdriver=cgroupfs"],
    ...settings.flags,
  ];
}

const logOf = (settings) => settings.log ?? path.join(settings.folder, "dockerd.log");
const lastLines = (file) => fs.readFileSync(file, "utf8").split("\n").slice(-25).join("\n");

async function startEngine(settings) {
  const log = fs.openSync(logOf(settings), "w");
  const daemon = spawn("dockerd", daemonFlags(settings), { stdio: ["ignore", log, log] });
  const ended = new Promise((resolve) => {
    daemon.once("error", (error) => resolve(stepFailed("start dockerd", error.message)));
    daemon.once("exit", (code, signal) => resolve(engineEnded(code ?? signal, lastLines(logOf(settings)))));
  });
  const answers = waitForEngine(SOCKET, START_SECONDS).then((up) =>
    up ? 0 : engineSilent(START_SECONDS, lastLines(logOf(settings))),
  );
  const code = await Promise.race([ended, answers]);
  if (code !== 0) process.exit(code);
}

async function loadAll(images) {
  for (const archive of images)
    await loadImages(SOCKET, archive).catch((e) => process.exit(notLoaded(archive, e.message)));
}

function environment(settings) {
  const temporary = path.join(settings.folder, "tmp");
  fs.mkdirSync(temporary, { mode: 0o1777 });
  fs.chmodSync(temporary, 0o1777);
  const engine = { DOCKER_HOST: `unix:///var${SOCKET}`, TMPDIR: temporary, BULWARK_TEST_CGROUP: settings.cgroup };
  const { DOCKER_CONTEXT: _context, DOCKER_TLS_VERIFY: _verify, DOCKER_CERT_PATH: _path, ...others } = process.env;
  return { ...others, ...engine, BULWARK_TEST_ENGINE: path.basename(settings.folder) };
}

function runCommand(settings) {
  const [program, ...rest] = settings.command;
  const child = spawn(program, rest, { stdio: "inherit", env: environment(settings) });
  child.on("error", (error) => process.exit(failed(127, `cannot start ${program}: ${error.message}`)));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
}

async function main(settings) {
  const lifeline = new net.Socket({ fd: LIFELINE });
  lifeline.on("end", () => process.exit(1)).on("error", () => process.exit(1));
  lifeline.resume();
  fs.writeFileSync(path.join(settings.folder, STARTED), "");
  prepareFileSystems([process.cwd(), settings.folder]);
  await startEngine(settings);
  await loadAll(settings.images);
  runCommand(settings);
}

void main(JSON.parse(fs.readFileSync(process.argv[2], "utf8")));
