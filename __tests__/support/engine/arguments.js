"use strict";
/** The runner's command line. */
const { wrongArguments } = require("./messages.js");

/** 256 networks: a platform has one for each component that is used, and Docker's own pools end at 31. */
const ADDRESS_POOL = "base=10.201.0.0/16,size=24";
const BRIDGE_ADDRESS = "10.200.0.1/24";

/** Options that take one value and may be given again. */
const VALUES = {
  "--registry-mirror": (value) => ["--registry-mirror", value],
  "--insecure-registry": (value) => ["--insecure-registry", value],
  "--daemon-flag": (value) => [value],
};

function empty() {
  return { images: [], flags: ["--bip", BRIDGE_ADDRESS], pool: ADDRESS_POOL, command: [], clearLeftovers: false };
}

function refuse(text) {
  process.exit(wrongArguments(text));
}

/** Takes one option off the front of `rest`. */
function take(options, rest) {
  const name = rest.shift();
  if (name === "--clear-leftovers") options.clearLeftovers = true;
  else if (name === "--images") while (rest.length > 0 && !rest[0].startsWith("--")) options.images.push(rest.shift());
  else if (rest.length === 0) refuse(`${name} is unknown or lacks its value`);
  else if (name === "--address-pool") options.pool = rest.shift();
  else if (name === "--daemon-log") options.log = rest.shift();
  else if (name in VALUES) options.flags.push(...VALUES[name](rest.shift()));
  else refuse(`unknown option ${name}`);
}

function parseArguments(argv) {
  const options = empty();
  const rest = [...argv];
  while (rest.length > 0 && rest[0] !== "--") take(options, rest);
  options.command = rest.slice(1);
  if (options.command.length === 0 && !options.clearLeftovers) refuse("there is no command after --");
  return { ...options, flags: [...options.flags, "--default-address-pool", options.pool] };
}

module.exports = { parseArguments };
