import { isProber, isWayIn, routedName, type Addresses } from "../../../core";

/** Names of the engine's networks: each component has one of its own on the network where it is found. */
export const DOCKER_ADDRESSES: Addresses = {
  replicasOf: (component, asker) =>
    component !== asker && (isWayIn(asker) || isProber(asker))
      ? routedName(component.name, asker.name)
      : component.name,
  jobOf: (_component, alias) => alias,
  // The engine answers there in every container, https://docs.docker.com/engine/network/#dns-services
  nameServer: "127.0.0.11:53",
};
