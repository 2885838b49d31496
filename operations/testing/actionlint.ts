import type { Report } from "../setup/report";
import { builtProgram, type TestProgram } from "./go-program";

/** https://github.com/rhysd/actionlint */
export const ACTIONLINT: TestProgram = {
  variable: "BULWARK_ACTIONLINT",
  name: "actionlint",
  version: "1.7.12",
  purpose: "actionlint",
  mainPackage: "github.com/rhysd/actionlint/cmd/actionlint",
  module: "github.com/rhysd/actionlint",
  linkerValues: [],
};

/**
 * A linter of GitHub's workflows, built once.
 *
 * @throws BulwarkError when Go is missing (3), a pin has disappeared or the build fails (4)
 */
export const actionlintFor = (report: Report): Promise<string> => builtProgram(ACTIONLINT, report);

/** Where it cannot be had, the tests that use it alone fail, and say why. */
export async function ensureActionlint(report: Report): Promise<Readonly<Record<string, string>>> {
  try {
    return { [ACTIONLINT.variable]: await actionlintFor(report) };
  } catch (error) {
    return { BULWARK_ACTIONLINT_MISSING: (error as Error).message };
  }
}
