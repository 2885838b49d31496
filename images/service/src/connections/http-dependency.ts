import type { Endpoint } from "../configuration/endpoints";
import type { Dependency } from "../health/dependency";
import { checkHttp } from "./http-check";

/** A service layer that this one uses. */
export const upstreamDependency = (endpoint: Endpoint, timeoutMs: number): Dependency => ({
  name: endpoint.name,
  kind: "upstream",
  required: true,
  ping: () => checkHttp(endpoint.origin + endpoint.healthPath, timeoutMs),
});

/** Something that is watched but not needed. */
export const externalDependency = (endpoint: Endpoint, timeoutMs: number): Dependency => ({
  ...upstreamDependency(endpoint, timeoutMs),
  kind: "external",
  required: false,
});
