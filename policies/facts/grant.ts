import type { Grant } from "./kubernetes";

/** What somebody asks the API server for. */
export interface Request {
  /** Empty for the core's. */
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources */
export const allows = ({ groups, resources, verbs }: Grant, { group, resource, verb }: Request): boolean =>
  holds(groups, group) && holds(verbs, verb) && (holds(resources, resource) || holds(resources, anyOf(resource)));

const holds = (words: readonly string[], word: string): boolean => words.includes("*") || words.includes(word);

/** `*` of a part of any resource. */
const anyOf = (resource: string): string => resource.replace(/^[^/]*(?=\/)/, "*");

/** Which of these requests some grants allow, in few words. */
export const allowedOf = (grants: readonly Grant[], requests: readonly Request[]): readonly string[] =>
  requests
    .filter((request) => grants.some((grant) => allows(grant, request)))
    .map(({ verb, resource }) => `${verb} ${resource}`);

/** Each verb of each resource of a group. */
export const requestsOf = (group: string, resources: readonly string[], verbs: readonly string[]): readonly Request[] =>
  resources.flatMap((resource) => verbs.map((verb) => ({ group, resource, verb })));
