import type Docker from "dockerode";
import { statusOf } from "../engine/errors";
import { idsOf, type TerraformState } from "../terraform/state";

/** Containers and networks with an environment's label that its state does not know. */
export interface Strangers {
  readonly containers: readonly { readonly id: string; readonly name: string }[];
  readonly networks: readonly { readonly id: string; readonly name: string }[];
}

export async function strangersOf(
  docker: Docker,
  environment: string,
  state: TerraformState | undefined,
): Promise<Strangers> {
  const filters = { label: [`bulwark.environment=${environment}`] };
  const [containers, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
  ]);
  const known = { containers: idsOf(state, "docker_container"), networks: idsOf(state, "docker_network") };
  return {
    containers: containers
      .filter(({ Id }) => !known.containers.has(Id))
      .map(({ Id, Names }) => ({ id: Id, name: (Names[0] ?? Id).replace(/^\//, "") })),
    networks: networks.filter(({ Id }) => !known.networks.has(Id)).map(({ Id, Name }) => ({ id: Id, name: Name })),
  };
}

export const namesOf = ({ containers, networks }: Strangers): readonly string[] => [
  ...containers.map(({ name }) => `container ${name}`),
  ...networks.map(({ name }) => `network ${name}`),
];

/** Containers stop with the grace that they were made with; what they store in volumes stays. */
export async function removeStrangers(docker: Docker, { containers, networks }: Strangers): Promise<void> {
  await Promise.all(containers.map(({ id }) => removeWithGrace(docker, id)));
  await Promise.all(networks.map(({ id }) => ifThere(docker.getNetwork(id).remove())));
}

export async function removeWithGrace(docker: Docker, id: string): Promise<void> {
  const container = docker.getContainer(id);
  await ifThere(container.stop());
  await ifThere(container.remove({ force: true }));
}

/** 304: it is stopped already. 404: it is gone. */
async function ifThere(answer: Promise<unknown>): Promise<void> {
  await answer.catch((error: unknown) => {
    if (![304, 404].includes(statusOf(error) ?? 0)) throw error;
  });
}
