import { z } from "zod";
import { byDefault, declared, type Fact } from "../../facts/fact";
import { normalizedPath } from "../../facts/place";
import type { Entry } from "./entry";
import { listOf, oneOrMany, pairs, partly, text, valuesOf } from "./shapes";

const device = z.union([
  text.transform((one) => hostDevice(one)),
  z.object({ source: text }).transform(({ source }) => hostDevice(source)),
]);
const request = z.union([text, z.looseObject({}).transform(requestText)]);
const DEVICES = z.object({
  devices: listOf(device).optional(),
  device_cgroup_rules: listOf(text).optional(),
  gpus: z.union([text.transform(() => ({ known: [requestText({})], isWhole: true })), listOf(request)]).optional(),
  "deploy.resources.reservations.devices": listOf(request).optional(),
});
const RUNTIME = z.object({ runtime: text });
const SYSCTLS = z.object({ sysctls: pairs });
const GROUPS = z.object({ group_add: oneOrMany });

/** https://docs.docker.com/reference/compose-file/services/#devices */
export const devicesOf = (service: Entry): Fact<readonly string[]> =>
  service.fact(
    DEVICES,
    (said) => {
      const all = Object.values(said);
      const isWhole = all.every((parts) => parts.isWhole);
      return partly([...new Set(all.flatMap(({ known }) => known))], isWhole);
    },
    byDefault([]),
  );

/** `vendor.com/class=name` is a device that a driver makes, by its name. https://github.com/cncf-tags/container-device-interface */
function hostDevice(text: string): string {
  const [source = ""] = text.split(":");
  return source.startsWith("/") ? normalizedPath(source) : source;
}

/** Of a request for devices what says which: its driver, and what they can do. */
function requestText(request: Readonly<Record<string, unknown>>): string {
  const driver = typeof request["driver"] === "string" ? request["driver"] : "any driver";
  const wanted = Array.isArray(request["capabilities"]) ? request["capabilities"].flat().map(String) : ["gpu"];
  return `${wanted.join(" ")} of ${driver}`;
}

export const runtimeOf = (service: Entry): Fact<string> =>
  service.fact(RUNTIME, ({ runtime }) => declared(runtime), byDefault(""));

export const sysctlsOf = (service: Entry): Fact<ReadonlyMap<string, string>> =>
  service.fact(
    SYSCTLS,
    ({ sysctls }) => partly(valuesOf(sysctls), sysctls.isWhole),
    byDefault(new Map<string, string>()),
  );

export const groupsOf = (service: Entry): Fact<readonly string[]> =>
  service.fact(GROUPS, ({ group_add: groups }) => partly(groups.known, groups.isWhole), byDefault([]));
