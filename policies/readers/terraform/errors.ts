import { UnreadableSource } from "../../errors";
import type { Location } from "../../facts/fact";

const placed = ({ file, address }: Location): string => (address === undefined ? file : `${file}: ${address}`);

export const wrongShape = (at: Location, attribute: string, wanted: string, got: unknown) =>
  new UnreadableSource(
    `${placed(at)}: ${attribute}: expected ${wanted}, got: ${shown(got)}\n` +
      "'terraform validate' says the same of it; correct the file, or what generates it.",
  );

export const wrongText = (at: Location, attribute: string, problem: string) =>
  new UnreadableSource(`${placed(at)}: ${attribute}: ${problem}\nWrite it as the provider's documentation says.`);

export const declaredTwice = (at: Location) =>
  new UnreadableSource(`${placed(at)} is declared twice\nKeep one of the two; Terraform takes neither of them.`);

export const notTerraform = (file: string) =>
  new UnreadableSource(
    `${file} is no Terraform JSON: it is no object\nGive a cdk.tf.json, a *.tf.json, or what 'terraform show -json' prints of a plan.`,
  );

export const notAPlan = (file: string) =>
  new UnreadableSource(
    `${file} is no plan: it has no 'planned_values' and no 'resource_changes'\n` +
      "Write a plan with 'terraform plan -out=plan', and give what 'terraform show -json plan' prints. A state is none.",
  );

/** What somebody else wrote, short enough for one line. Nothing that is cut: a secret that is cut is found by no search. */
function shown(got: unknown): string {
  if (Array.isArray(got)) return `a list of ${got.length}`;
  if (typeof got === "object" && got !== null) return "an object";
  const text = String(got);
  return text.length > 60 ? `a text of ${text.length} characters` : text;
}
