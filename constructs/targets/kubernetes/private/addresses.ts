import type { Addresses, Component } from "../../../core";
import { jobObject, replicasService } from "./names";

/** Full names: HAProxy's resolver does not try the search domains of a pod. */
export function kubernetesAddresses(namespaceOf: (component: Component) => string, domain: string): Addresses {
  const full = (service: string, component: Component) => `${service}.${namespaceOf(component)}.svc.${domain}`;
  return {
    replicasOf: (component) => full(replicasService(component), component),
    jobOf: (component, alias) => full(jobObject(component, alias), component),
  };
}
