import { setUp } from "../setup";
import type { Report } from "../setup/report";
import { builtProgram, type TestProgram } from "./go-program";

/** An API server asks its own version what it may do, so that must be set. */
const kubernetesVersion = (version: string): readonly string[] => {
  const [major, minor] = version.split(".");
  const values = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
  return Object.entries(values).map(([name, value]) => `k8s.io/component-base/version.${name}=${value}`);
};

/** What the Kubernetes suites alone run, the longest build first. */
export const TEST_PROGRAMS: readonly TestProgram[] = [
  {
    variable: "BULWARK_CONTROL_PLANE",
    name: "control-plane",
    version: "1.34.4",
    purpose: "a Kubernetes control plane",
    mainPackage: ".",
    module: "k8s.io/kubernetes",
    linkerValues: kubernetesVersion("1.34.4"),
  },
  {
    variable: "BULWARK_PSA",
    name: "psa",
    version: "0.34.4",
    purpose: "the checker of Pod Security",
    mainPackage: ".",
    module: "k8s.io/pod-security-admission",
    linkerValues: [],
  },
  {
    variable: "BULWARK_KUBE_SCORE",
    name: "kube-score",
    version: "1.20.0",
    purpose: "kube-score",
    mainPackage: "github.com/zegl/kube-score/cmd/kube-score",
    module: "github.com/zegl/kube-score",
    linkerValues: ["main.version=v1.20.0"],
  },
  {
    variable: "BULWARK_KUBECONFORM",
    name: "kubeconform",
    version: "0.7.0",
    purpose: "kubeconform",
    mainPackage: "github.com/yannh/kubeconform/cmd/kubeconform",
    module: "github.com/yannh/kubeconform",
    linkerValues: ["main.version=v0.7.0"],
  },
  {
    variable: "BULWARK_POLICY_ANALYZER",
    name: "policy-analyzer",
    version: "0.5.6",
    purpose: "cyclonus",
    mainPackage: "github.com/mattfenwick/cyclonus/cmd/cyclonus",
    module: "github.com/mattfenwick/cyclonus",
    linkerValues: [],
  },
];

/**
 * Builds what the Kubernetes suites run, once.
 *
 * @returns variables that say where each program lies, and `BULWARK_HELM_CLI_CONFIG`, Terraform's configuration that
 * finds the helm provider, where the registry cannot be used
 * @throws BulwarkError when Go is missing (3), a pin has disappeared or a build fails (4)
 */
export async function kubernetesPrograms(report: Report): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const program of TEST_PROGRAMS) found[program.variable] = await builtProgram(program, report);
  const { helm, provider } = await setUp({ want: { helmProvider: true, helm: true }, report });
  found["BULWARK_HELM"] = helm.path;
  if (provider.cliConfigFile !== undefined) found["BULWARK_HELM_CLI_CONFIG"] = provider.cliConfigFile;
  return found;
}

/** Where they cannot be had, their own suites alone fail, and say why. */
export async function ensureKubernetesPrograms(report: Report): Promise<Readonly<Record<string, string>>> {
  try {
    return await kubernetesPrograms(report);
  } catch (error) {
    return { BULWARK_KUBERNETES_MISSING: (error as Error).message };
  }
}
