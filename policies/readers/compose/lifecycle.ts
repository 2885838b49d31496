import { z } from "zod";
import type { Restart } from "../../facts/container";
import { byDefault, declared, type Fact } from "../../facts/fact";
import type { Entry } from "./entry";
import { seconds } from "./health";
import { pairs, partly, text, valuesOf, written } from "./shapes";

const POLICIES = {
  no: "no",
  none: "no",
  "": "no",
  "on-failure": "on-failure",
  "unless-stopped": "unless-stopped",
  always: "always",
  any: "always",
} as const satisfies Readonly<Record<string, Restart["policy"]>>;

const policy = written((value) => {
  const [word = "", retries] = value.split(":");
  // Without quotes YAML 1.1 makes of `no` what is false.
  const name = word === "false" ? "no" : word;
  if (!(name in POLICIES) || !/^\d*$/.test(retries ?? "")) return undefined;
  return restart(POLICIES[name as keyof typeof POLICIES], Number(retries ?? 0));
}, "no, always, unless-stopped or on-failure");

const RESTART = z.object({
  restart: policy.optional(),
  "deploy.restart_policy.condition": policy.optional(),
  "deploy.restart_policy.max_attempts": text.optional(),
});
const GRACE = z.object({ stop_grace_period: seconds });
const LOGGING = z.object({ "logging.driver": text.optional(), "logging.options": pairs.optional() });

const restart = (policy: Restart["policy"], retries = 0): Restart => ({
  policy,
  retries: policy === "on-failure" && retries > 0 ? retries : undefined,
});

/** What deploy says goes before. https://docs.docker.com/reference/compose-file/services/#restart */
export const restartOf = (service: Entry): Fact<Restart> =>
  service.fact(
    RESTART,
    ({ restart: own, "deploy.restart_policy.condition": deployed, ...said }) => {
      if (!deployed) return own ? declared(own) : byDefault(restart("no"));
      return declared(restart(deployed.policy, Number(said["deploy.restart_policy.max_attempts"] ?? 0)));
    },
    byDefault(restart("no")),
  );

/** https://docs.docker.com/reference/compose-file/services/#stop_grace_period */
export const stopGraceOf = (service: Entry): Fact<number> =>
  service.fact(GRACE, ({ stop_grace_period: grace }) => declared(grace), byDefault(10));

/** `json-file` grows without bound unless it is told. https://docs.docker.com/engine/logging/drivers/json-file/ */
export const logLimitOf = (service: Entry): Fact<boolean> =>
  service.fact(
    LOGGING,
    ({ "logging.driver": driver = "json-file", "logging.options": options }) => {
      const size = options && valuesOf(options).get("max-size");
      if (size !== undefined) return declared(size !== "-1");
      return driver === "json-file" ? byDefault(false) : declared(true);
    },
    byDefault(false),
  );

export const logOptionsOf = (service: Entry): Fact<ReadonlyMap<string, string>> =>
  service.fact(
    LOGGING,
    ({ "logging.options": options }) =>
      options ? partly(valuesOf(options), options.isWhole) : byDefault(new Map<string, string>()),
    byDefault(new Map<string, string>()),
  );
