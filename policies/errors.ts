/** Every error that reading a source of facts throws: what happened, the value got, how to fix it. */
import type { Location } from "./facts/fact";

/** Exit code of the command line for wrong input. */
const WRONG_INPUT = 2;

/** A text from outside that no facts can be read from; carries the exit code that the command line ends with. */
export class UnreadableSource extends Error {
  readonly exitCode = WRONG_INPUT;
  override readonly name = "UnreadableSource";
}

const placed = ({ file, line }: Location): string => (line === undefined ? file : `${file}, line ${line}`);

export const notYaml = (at: Location, reason: string) =>
  new UnreadableSource(
    `${placed(at)} is not valid YAML: ${reason}\nOf a chart give what 'helm template' prints, not its templates.`,
  );

export const noKubernetesObject = (at: Location) =>
  new UnreadableSource(
    `${placed(at)} is no Kubernetes object: it has no 'apiVersion' and 'kind'\n` +
      "Give manifests as 'helm template', 'kubectl kustomize' or 'kubectl get -o yaml' print them.",
  );

export const wrongKubernetesObject = (id: string, problems: readonly (Location & { readonly text: string })[]) =>
  new UnreadableSource(
    [
      `${id} is not what the API server takes:`,
      ...problems.map(({ text, ...at }) => `  - ${placed(at)}, ${at.address ?? "."}: ${text}`),
      "'kubectl apply --dry-run=server' says the same of it; correct the chart or its values.",
    ].join("\n"),
  );

export const tooMuchForARule = (rule: string, id: string, at: Location) =>
  new UnreadableSource(
    `${placed(at)}: ${id} says more than ${rule} has room for\nA text of it has megabytes; nothing that runs takes one as long.`,
  );

/** Two renderings that were taken for one. */
export class DescribedTwice extends UnreadableSource {}

export const describedTwice = (id: string, first: Location, second: Location) =>
  new DescribedTwice(
    `${id} is described twice: ${placed(first)} and ${placed(second)}\n` +
      "Give what one cluster gets; several renderings are read one after the other.",
  );
