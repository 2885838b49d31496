import type { Construct } from "constructs";
import { PROMISED } from "./hardening";
import type { ContainerJson } from "./stack-json";
import { containersOf, labelOf, manifestOf, synthesized } from "./synthesized";

/** A component as the contract meets it, with whatever it takes for all of its parts to be rendered. */
export interface ContractExample {
  readonly declare: (scope: Construct) => void;
  /** Terraform's addresses of the containers that the component itself renders. */
  readonly renders: readonly string[];
}

/** What every component keeps on the Docker target, for every container: servers, jobs, and what carries configuration. */
export function componentContract({ declare, renders }: ContractExample): void {
  const stack = synthesized(declare);
  const containers = Object.entries(containersOf(stack));

  it("renders what it says, or the rest proves nothing", () => {
    expect(containers.map(([address]) => address)).toEqual(expect.arrayContaining([...renders]));
  });

  it("renders the same twice", () => {
    expect(synthesized(declare)).toEqual(stack);
  });

  it("is in the manifest with what it may take", () => {
    const unlimited = manifestOf(stack).containers.filter(
      ({ memoryBytes, cpus, processes }) => !(memoryBytes && cpus && processes),
    );
    expect(unlimited).toEqual([]);
  });

  it("mounts nothing of the host but its secrets", () => {
    const paths = containers.flatMap(([, { mounts = [] }]) => mounts.filter(({ type }) => type === "bind"));
    expect(paths.filter(({ source }) => !source.startsWith("/var/lib/bulwark/test/secrets/"))).toEqual([]);
  });

  for (const [address, container] of containers) containerContract(address, container);
}

function containerContract(address: string, container: ContainerJson): void {
  const kind = labelOf(container, "bulwark.kind")!;
  describe(`${address}, a ${kind} container,`, () => {
    it.each(PROMISED[kind]!)("%s", (_promise, check) => {
      check(container);
    });
  });
}
