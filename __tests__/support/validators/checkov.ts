import { pythonPackages } from "../python/packages";
import { ended } from "./ended";
import type { Finding } from "./findings";

interface Report {
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      /** Of a manifest `<kind>.<namespace>.<name>`, of Terraform `<type>.<name>`. */
      readonly resource: string;
    }[];
  };
}

export interface Checked {
  readonly passed: number;
  readonly unreadable: number;
  readonly findings: readonly Finding[];
}

/** What asks the web, for its maker's guides and its own newest version, learns at once that there is none. */
const OFFLINE = { http_proxy: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9", no_proxy: "" };

const ARGS = ["--skip-download", "--quiet", "--compact", "--output", "json"];

/** Every check that checkov has for Kubernetes, of the manifests below a folder. */
export function checkov(folder: string): Checked {
  return checked(folder, "kubernetes", (resource) => {
    const [kind = "", , ...name] = resource.split(".");
    return `${kind}/${name.join(".")}`;
  });
}

/** Every check that checkov has for Terraform, of the synthesized stacks below a folder. */
export const checkovOfTerraform = (folder: string): Checked =>
  checked(folder, "terraform_json", (resource) => resource);

function checked(folder: string, framework: string, objectOf: (resource: string) => string): Checked {
  const program = pythonPackages<readonly string[]>({
    name: "checkov",
    module: "checkov",
    make: "checkovFor",
    missing: "BULWARK_CHECKOV_MISSING",
  });
  const env = { ...process.env, ...OFFLINE };
  const words = [...program, ...ARGS, "--framework", framework, "--directory", folder];
  const { stdout } = ended(words, { codes: [0, 1], env });
  const { summary, results } = JSON.parse(stdout) as Report;
  const findings = results.failed_checks.map(({ check_id, check_name, resource }) => ({
    ...{ id: check_id, object: objectOf(resource), says: check_name },
  }));
  return { passed: summary.passed, unreadable: summary.parsing_errors, findings };
}
