// @ts-check
"use strict";
// Preloaded by Node (`node -r`): another clock, another host, another user.
const os = require("node:os");

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const { now } = Date;

Date.now = () => now() + 3 * YEAR_MS;
// @ts-expect-error: only what a program could print of it
globalThis.Date = class extends Date {
  constructor(/** @type {any[]} */ ...given) {
    // @ts-expect-error: the constructor's overloads
    super(...(given.length > 0 ? given : [now() + 3 * YEAR_MS]));
  }
};
os.hostname = () => "elsewhere";
// @ts-expect-error: only what a program could print of it
os.userInfo = () => ({ username: "somebody", uid: 4711, gid: 4711, homedir: "/nowhere", shell: null });
