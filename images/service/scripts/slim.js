"use strict";

/**
 * Removes from node_modules what `require` never loads: type declarations, source maps, second builds as ES modules,
 * tests and documents of packages. Halves the image and more. For an image only; it has no way back but `npm ci`.
 *
 * Usage: node scripts/slim.js [folder that holds node_modules]
 */
const { readdirSync, rmSync } = require("node:fs");
const { join, resolve } = require("node:path");

const FOLDERS = new Set([
  "esm",
  "esnext",
  "test",
  "tests",
  "__tests__",
  "docs",
  "benchmark",
  "benchmarks",
  "examples",
  ".github",
]);
const FILES = /\.(map|d\.[cm]?ts|[cm]?ts|mjs|md|markdown|ya?ml|tsbuildinfo)$/;
const KEPT = /^(licen[cs]e|notice|copying)/i;

function slim(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !FOLDERS.has(entry.name)) slim(path);
    else if (entry.isDirectory() || (FILES.test(entry.name) && !KEPT.test(entry.name)))
      rmSync(path, { recursive: true });
  }
}

slim(join(resolve(process.argv[2] ?? "."), "node_modules"));
