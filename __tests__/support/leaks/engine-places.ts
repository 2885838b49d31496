import type Docker from "dockerode";
import { textPlace } from "./file-places";
import type { Place } from "./search";

/** What the engine tells anybody who may ask it: inspection of all that it has, image histories, container logs. */
export async function* enginePlaces(docker: Docker): AsyncGenerator<Place> {
  for (const { Id } of await docker.listContainers({ all: true })) yield* containerPlaces(docker.getContainer(Id));
  for (const { Id } of await docker.listImages({ all: true })) yield* imagePlaces(docker, Id);
  for (const { Name } of (await docker.listVolumes()).Volumes ?? []) {
    yield inspected(`volume ${Name}`, await docker.getVolume(Name).inspect());
  }
  for (const { Id } of await docker.listNetworks()) {
    yield inspected(`network ${Id}`, await docker.getNetwork(Id).inspect());
  }
}

async function* containerPlaces(container: Docker.Container): AsyncGenerator<Place> {
  const info = await container.inspect();
  yield inspected(`container ${info.Name}`, info);
  const content = await container.logs({ stdout: true, stderr: true, follow: false });
  yield { place: `logs of ${info.Name}`, content };
}

async function* imagePlaces(docker: Docker, id: string): AsyncGenerator<Place> {
  yield inspected(`image ${id}`, await docker.getImage(id).inspect());
  yield inspected(`history of image ${id}`, await docker.getImage(id).history());
}

const inspected = (place: string, info: unknown) => textPlace(place, JSON.stringify(info));
