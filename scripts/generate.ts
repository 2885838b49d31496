import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedDocs } from "../config/generate";
import { packageRoot } from "../config/package-root";
import { generateImageLock } from "../operations/images/generate";
import { resultSchemas } from "../operations/result-schemas";
import { rulePages } from "../operations/rules/pages";
import { API_REPORT, apiReport } from "../operations/testing/api-report";

/** Writes everything that is made from something else in the repository. */
async function main(): Promise<void> {
  const api = { path: API_REPORT, content: apiReport(packageRoot(), join(packageRoot(), "dist", "index.d.ts")) };
  for (const { path, content } of [...generatedDocs(), ...resultSchemas(), ...rulePages(), api]) {
    mkdirSync(dirname(join(packageRoot(), path)), { recursive: true });
    writeFileSync(join(packageRoot(), path), content);
  }
  await generateImageLock();
}

void main();
