/** Writes the function that rotates into one file: the AWS SDK is there where it runs, and the driver is not. */
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const root = join(__dirname, "..", "..");

const [outfile = join(root, "dist", "functions", "rotate-postgres", "index.js")] = process.argv.slice(2);

/** The same bytes wherever it is made: no path and no map of the sources gets in. */
buildSync({
  absWorkingDir: root,
  entryPoints: [join(__dirname, "index.ts")],
  outfile,
  bundle: true,
  minify: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  // The native driver and that for workers are not installed, and never used here.
  external: ["@aws-sdk/*", "pg-native", "pg-cloudflare"],
  legalComments: "none",
  logLevel: "warning",
  tsconfigRaw: {},
});
