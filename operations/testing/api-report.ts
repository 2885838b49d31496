import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel, type IConfigFile } from "@microsoft/api-extractor";

/** Written by `npm run generate`; whoever changes what the package exports sees it there. */
export const API_REPORT = "docs/reference/bulwark.api.md";

const FILE = "bulwark.api.md";

/** What a package exports, in the words of API Extractor. `root` has its package.json, `declarations` is its `index.d.ts`. */
export function apiReport(root: string, declarations: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-api-"));
  try {
    const configObject = configOf(root, declarations, folder);
    const packageJsonFullPath = join(root, "package.json");
    const config = ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath });
    Extractor.invoke(config, { localBuild: true, messageCallback: (message) => (message.handled = true) });
    return withSortedUnions(readFileSync(join(folder, FILE), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The compiler writes the members of a union in the order in which it met them, which differs from run to run. */
const withSortedUnions = (report: string): string =>
  report.replace(/(?<=ZodLiteral<)[^<>]*(?=>)/g, (members) => members.split(" | ").sort().join(" | "));

/** https://api-extractor.com/pages/configs/api-extractor_json/ */
function configOf(root: string, declarations: string, folder: string): IConfigFile {
  const quiet = { default: { logLevel: ExtractorLogLevel.None } };
  const compilerOptions = { module: "nodenext", moduleResolution: "nodenext", target: "es2022", lib: ["es2023"] };
  return {
    projectFolder: root,
    mainEntryPointFilePath: declarations,
    compiler: {
      overrideTsconfig: {
        compilerOptions: { ...compilerOptions, strict: true, skipLibCheck: true, types: ["node"] },
        files: [declarations],
      },
    },
    apiReport: { enabled: true, reportFileName: FILE, reportFolder: folder, reportTempFolder: join(folder, "new") },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    newlineKind: "lf",
    messages: { extractorMessageReporting: quiet, tsdocMessageReporting: quiet },
  };
}
