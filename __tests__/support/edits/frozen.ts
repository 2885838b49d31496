interface Labelled {
  readonly labels: readonly { readonly label: string; readonly value: string }[];
}

interface StackJson {
  readonly resource: { readonly docker_container: Readonly<Record<string, Labelled>> };
}

/**
 * A stack's Terraform JSON with the generations of an earlier one: what the provider does when nothing forces its hand.
 * What is empty is left out, as one writes it by hand.
 */
export function withGenerationsOf(earlier: string, later: string): string {
  const before = containersOf(earlier);
  const stack = JSON.parse(later) as StackJson;
  const frozen = Object.entries(containersOf(later)).map(([address, container]) => {
    const labels = container.labels.map((one) =>
      one.label === "bulwark.generation"
        ? (before[address]?.labels.find(({ label }) => label === one.label) ?? one)
        : one,
    );
    const filled = Object.entries(container).filter(([, value]) => !isEmpty(value));
    return [address, { ...Object.fromEntries(filled), labels }] as const;
  });
  return JSON.stringify({ ...stack, resource: { ...stack.resource, docker_container: Object.fromEntries(frozen) } });
}

const containersOf = (json: string) => (JSON.parse(json) as StackJson).resource.docker_container;

const isEmpty = (value: unknown) => typeof value === "object" && value !== null && Object.keys(value).length === 0;
