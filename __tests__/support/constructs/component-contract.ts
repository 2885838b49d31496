import type { Construct } from "constructs";
import { PROMISED } from "./hardening";
import type { ContainerJson, MountJson } from "./stack-json";
import { containersOf, labelOf, manifestOf, synthesized } from "./synthesized";

/** A component as the contract meets it, with whatever it takes for all of its parts to be rendered. */
export interface ContractExample {
  readonly declare: (scope: Construct) => void;
  /** Terraform's addresses of the containers that the component itself renders. */
  readonly renders: readonly string[];
  /** Folders of the host that it is for. Each is an exception, with its reason. @default - none */
  readonly hostFolders?: readonly string[];
}

/** What every component keeps on the Docker target, for every container: servers, jobs, and what carries configuration. */
export function componentContract({ declare, renders, hostFolders = [] }: ContractExample): void {
  const stack = synthesized(declare);
  const isOwnFolder = ({ source }: MountJson) => hostFolders.includes(source);
  const containers = Object.entries(containersOf(stack)).map(
    ([address, { mounts = [], ...rest }]): readonly [string, ContainerJson] => [
      address,
      { ...rest, mounts: mounts.filter((mount) => !isOwnFolder(mount)) },
    ],
  );

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

  it("says of every further folder of the host why", () => {
    const mounted = Object.values(containersOf(stack)).flatMap(({ mounts = [] }) => mounts.filter(isOwnFolder));
    const excused = manifestOf(stack).containers.flatMap(({ exceptions }) =>
      exceptions.filter(({ protection, reason }) => protection === "host-folder" && reason !== ""),
    );
    expect([...new Set(mounted.map(({ source }) => source))]).toEqual(hostFolders);
    expect([...new Set(excused.map(({ detail }) => detail))]).toEqual(hostFolders);
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
