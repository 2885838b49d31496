import { pythonPackages } from "../../python/packages";
import { kubernetesProgram } from "../programs";
import { ended } from "../../validators/ended";

export interface Conforming {
  readonly summary: {
    readonly valid: number;
    readonly invalid: number;
    readonly errors: number;
    readonly skipped: number;
  };
  /** Of objects that do not conform. */
  readonly resources: readonly { readonly kind: string; readonly name: string; readonly msg: string }[];
}

/** Every object of a text against the schemas of Kubernetes itself, which close what the API leaves open. */
export function kubeconform(text: string, skipped: readonly string[]): Conforming {
  const schemas = pythonPackages<string>({
    name: "the schemas of Kubernetes",
    module: "kubernetes-schemas",
    make: "kubernetesSchemasFor",
    missing: "BULWARK_SCHEMAS_MISSING",
  });
  const location = `${schemas}/{{ .ResourceKind }}{{ .KindSuffix }}.json`;
  const args = ["-strict", "-summary", "-output", "json", "-skip", skipped.join(), "-schema-location", location, "-"];
  const { stdout } = ended([kubernetesProgram("BULWARK_KUBECONFORM"), ...args], { input: text, codes: [0, 1] });
  return JSON.parse(stdout) as Conforming;
}
