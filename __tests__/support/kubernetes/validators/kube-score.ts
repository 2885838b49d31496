import { ended } from "../../validators/ended";
import type { Finding } from "../../validators/findings";
import { kubernetesProgram } from "../programs";

interface ScoredObject {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

/** https://github.com/zegl/kube-score/blob/v1.20.0/scorecard/scorecard.go */
const CRITICAL = 1;

const ARGS = ["score", "--output-format", "json", "--enable-optional-test", "container-seccomp-profile", "-"];

/** What kube-score calls critical. It judges objects beside each other, so all are needed at once. */
export function kubeScore(text: string): readonly Finding[] {
  const { stdout } = ended([kubernetesProgram("BULWARK_KUBE_SCORE"), ...ARGS], { input: text, codes: [0, 1] });
  return (JSON.parse(stdout) as readonly ScoredObject[]).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade <= CRITICAL)
      .map(({ check, comments }) => ({
        id: check.id,
        object: `${type_meta.kind}/${object_meta.name}`,
        says: (comments ?? []).map(({ path, summary }) => `${path}: ${summary}`).join("; "),
      })),
  );
}
