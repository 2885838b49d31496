import { ownIn } from "../../policies/readers/objects";
import type { Json } from "../model";

/**
 * What the docker provider really does with an edit: `replaces` the object, changes it `in-place`, plans a change and does
 * `nothing`, for ever or until the next plan, plans none at all (`unseen`), or keeps it for itself (`state-only`).
 */
export type Effect = "replaces" | "in-place" | "nothing" | "unseen" | "state-only";

/** An attribute that is changed, that was not there before, that is there no more. */
interface Effects {
  readonly edited: Effect;
  /** @default - as `edited` */
  readonly added?: Effect;
  /** @default - as `edited` */
  readonly removed?: Effect;
}

/** The engine has no word for "no limit any more" that the provider would say. */
const LIMIT: Effects = { edited: "in-place", removed: "nothing" };

/** The provider reads back what the engine has, and takes it for what is wanted where nobody says anything. */
const KEPT: Effects = { edited: "replaces", removed: "unseen" };

/**
 * Attributes of `docker_container` that are not replaced, by provider 4.6.0 on engine 20.10. Everything else replaces.
 * Every line is tried out on the real provider: `__tests__/e2e/review-plans.test.ts`.
 */
export const CONTAINER_EFFECTS: Readonly<Record<string, Effect | Effects>> = {
  restart: "in-place",
  max_retry_count: "in-place",
  memory: LIMIT,
  memory_swap: LIMIT,
  memory_reservation: LIMIT,
  cpu_shares: LIMIT,
  cpu_set: LIMIT,
  healthcheck: { edited: "nothing", added: "replaces", removed: "unseen" },
  tmpfs: "nothing",
  init: { edited: "nothing", removed: "unseen" },
  cpu_period: "nothing",
  cpu_quota: "nothing",
  rm: "nothing",
  env: KEPT,
  labels: KEPT,
  security_opts: KEPT,
  shm_size: KEPT,
  user: KEPT,
  hostname: KEPT,
  working_dir: KEPT,
  stop_signal: KEPT,
  stop_timeout: KEPT,
  ipc_mode: KEPT,
  entrypoint: KEPT,
  command: KEPT,
  log_driver: KEPT,
  attach: "state-only",
  container_read_refresh_timeout_milliseconds: "state-only",
  destroy_grace_seconds: "state-only",
  logs: "state-only",
  must_run: "state-only",
  remove_volumes: "state-only",
  start: "state-only",
  wait: "state-only",
  wait_timeout: "state-only",
  depends_on: "state-only",
  lifecycle: "state-only",
  provider: "state-only",
};

/** To this provider 0 and "" are what nobody wrote. */
const isNothing = (value: Json | undefined): boolean =>
  [undefined, null, 0, ""].includes(value as null) || (Array.isArray(value) && value.length === 0);

/** What becomes of an edit of one attribute of a container. */
export function containerEffect(attribute: string, before: Json | undefined, after: Json | undefined): Effect {
  // The provider compares how many there are.
  if (attribute === "mounts") return lengthOf(before) === lengthOf(after) ? "nothing" : "replaces";
  const known = ownIn(CONTAINER_EFFECTS, attribute) ?? "replaces";
  if (typeof known === "string") return known;
  if (isNothing(after)) return known.removed ?? known.edited;
  return (isNothing(before) ? known.added : undefined) ?? known.edited;
}

const lengthOf = (value: Json | undefined): number => (Array.isArray(value) ? value.length : isNothing(value) ? 0 : 1);

const META: ReadonlySet<string> = new Set(["depends_on", "lifecycle", "provider"]);

/** Of images what is done when they are no longer wanted. */
const OF_IMAGES: ReadonlySet<string> = new Set(["keep_locally", "force_remove"]);

/** Volumes and networks of the provider know no update. */
export const otherEffect = (type: string, attribute: string): Effect =>
  META.has(attribute) || (type === "docker_image" && OF_IMAGES.has(attribute)) ? "state-only" : "replaces";
