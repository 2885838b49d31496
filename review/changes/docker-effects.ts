import type { Json } from "../model";

/**
 * What the docker provider really does with an edit: `replaces` the object, changes it `in-place`, plans a change and does
 * `nothing`, for ever or until the next plan, plans none at all (`unseen`), or keeps it for itself (`state-only`).
 */
export type Effect = "replaces" | "in-place" | "nothing" | "unseen" | "state-only";

/** Attributes of `docker_container` that are not replaced, by provider 4.6.0 on engine 20.10. Everything else replaces. */
const CONTAINER: Readonly<Record<string, Effect>> = {
  restart: "in-place",
  max_retry_count: "in-place",
  memory: "in-place",
  memory_swap: "in-place",
  cpu_shares: "in-place",
  cpu_set: "in-place",
  healthcheck: "nothing",
  tmpfs: "nothing",
  init: "nothing",
  cpu_period: "nothing",
  cpu_quota: "nothing",
  wait: "state-only",
  wait_timeout: "state-only",
  start: "state-only",
  must_run: "state-only",
  destroy_grace_seconds: "state-only",
  depends_on: "state-only",
  lifecycle: "state-only",
  provider: "state-only",
};

/** Lists of which the last element can be taken away without a plan. */
const LAST_UNSEEN = new Set(["env", "labels", "security_opts"]);

const isNothing = (value: Json | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/** What becomes of an edit of one attribute of a container. */
export function containerEffect(attribute: string, before: Json | undefined, after: Json | undefined): Effect {
  if (attribute === "healthcheck" && isNothing(after)) return "unseen";
  if (LAST_UNSEEN.has(attribute) && isNothing(after)) return "unseen";
  if (attribute === "shm_size" && isNothing(after)) return "unseen";
  if ((attribute === "memory" || attribute === "memory_swap") && isNothing(after)) return "nothing";
  // The provider compares how many there are.
  if (attribute === "mounts") return lengthOf(before) === lengthOf(after) ? "nothing" : "replaces";
  return CONTAINER[attribute] ?? "replaces";
}

const lengthOf = (value: Json | undefined): number => (Array.isArray(value) ? value.length : isNothing(value) ? 0 : 1);

const META: ReadonlySet<string> = new Set(["depends_on", "lifecycle", "provider"]);

/** Volumes, networks and images of the provider know no update. */
export const otherEffect = (attribute: string): Effect => (META.has(attribute) ? "state-only" : "replaces");
