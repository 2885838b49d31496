// @ts-check
"use strict";
// Preloaded by Node (`node -r`), so that a child process runs the sources themselves and not what was last compiled.
const { transformSync } = require("@swc/core");
const { readFileSync } = require("node:fs");
const Module = require("node:module");

/** @type {import("@swc/core").Options} */
const OPTIONS = {
  jsc: { parser: { syntax: "typescript" }, target: "es2022" },
  module: { type: "commonjs" },
  swcrc: false,
  sourceMaps: "inline",
};

// @ts-expect-error: not in the types, and the one place where Node asks how to read a kind of file
Module._extensions[".ts"] = (/** @type {any} */ module, /** @type {string} */ filename) => {
  module._compile(transformSync(readFileSync(filename, "utf8"), { ...OPTIONS, filename }).code, filename);
};
