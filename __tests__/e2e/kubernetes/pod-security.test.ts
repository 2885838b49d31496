import { CATALOGUE } from "../../../policies/catalogue";
import { evaluate } from "../../../policies/evaluate";
import { podSecurity } from "../../support/charts/helm";
import { DIFFERENCES, POD_SECURITY_CASES } from "../../support/kubernetes/pod-security-cases";
import { manifestPlatform } from "../../support/policies/manifests";

/** One for each control of https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const CONTROLS = [
  "app-armor",
  "capabilities",
  "host-namespaces",
  "host-port",
  "kernel-paths",
  "no-new-privileges",
  "privileged",
  "probe-hosts",
  "se-linux",
  "seccomp",
  "sysctls",
  "user",
  "volume-types",
].map((slug) => `BWK-${slug}`);
const RULES = CATALOGUE.filter(({ id }) => CONTROLS.includes(id));

const REFUSED = new Set(
  podSecurity(POD_SECURITY_CASES.map(({ pod }) => pod))
    .output.split("\n")
    .flatMap((line) => /^REFUSED \S*\/pod-(\d+): /.exec(line)?.[1] ?? [])
    .map(Number),
);

const ROWS = POD_SECURITY_CASES.map(({ what, pod }, index) => {
  // What nobody can tell is no pass, and the checker refuses it as well.
  const findings = evaluate([manifestPlatform(pod)], RULES).findings.map(({ rule }) => rule.id);
  return { what, findings, isRefused: REFUSED.has(index) };
});

describe("the rules for the controls of Pod Security", () => {
  it("are all there", () => {
    expect(RULES.map(({ id }) => id).sort()).toEqual(CONTROLS);
  });

  it("say of each pod what the code of the API server says, but where they should not", () => {
    const different = ROWS.filter(({ findings, isRefused }) => findings.length > 0 !== isRefused);
    expect(different.map(({ what }) => what).sort()).toEqual(Object.keys(DIFFERENCES).sort());
  });

  it("each find something, by itself", () => {
    const alone = ROWS.filter(({ findings }) => findings.length === 1).flatMap(({ findings }) => findings);
    expect([...new Set(alone)].sort()).toEqual(CONTROLS);
  });

  it("are asked of pods that are refused and of pods that are not", () => {
    expect([REFUSED.size > 30, ROWS.length - REFUSED.size > 20]).toEqual([true, true]);
  });
});
