import type { TerraformState } from "../terraform/state";

/**
 * The state in which releases that were undone are as they were before: the provider notes the values that were refused,
 * and the next plan would be empty although they never came to serve.
 */
export function withoutFailed(
  after: TerraformState,
  before: TerraformState | undefined,
  addresses: readonly string[],
): TerraformState {
  const earlier = new Map((before?.resources ?? []).map((one) => [addressOf(one), one]));
  const resources = after.resources.flatMap((one) => {
    const address = addressOf(one);
    return addresses.includes(address) ? (earlier.get(address) ?? []) : one;
  });
  return { ...after, resources };
}

const addressOf = ({ type, name }: TerraformState["resources"][number]): string => `${type}.${name}`;
