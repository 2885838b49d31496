// @ts-check
"use strict";
// Preloaded by Node (`node -r`): the sources find the bindings of version 6 of the provider where they ask for those of 5.
const Module = require("node:module");

const OURS = "@cdktf/provider-aws/";
const NEWER = "provider-aws-6/";

// @ts-expect-error: not in the types, and the one place where Node asks where a module lies
const find = Module._resolveFilename;
// @ts-expect-error: as above
Module._resolveFilename = (/** @type {string} */ request, /** @type {any[]} */ ...others) =>
  find(request.startsWith(OURS) ? NEWER + request.slice(OURS.length) : request, ...others);
