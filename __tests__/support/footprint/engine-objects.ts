import type Docker from "dockerode";

export interface EngineObjects {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly images: readonly string[];
}

export async function engineObjects(docker: Docker): Promise<EngineObjects> {
  const [containers, networks, volumes, images] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listVolumes(),
    docker.listImages({ all: true }),
  ]);
  return {
    containers: containers.map(({ Id, Names }) => `${Names.join(" ")} ${Id}`).sort(),
    networks: networks.map(({ Id, Name }) => `${Name} ${Id}`).sort(),
    volumes: (volumes.Volumes ?? []).map(({ Name }) => Name).sort(),
    images: images.map(({ Id, RepoTags }) => `${(RepoTags ?? []).join(" ")} ${Id}`).sort(),
  };
}
