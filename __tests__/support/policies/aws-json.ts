import { subjectsOf, type FactsByKind, type Kind, type Platform } from "../../../policies/facts/subject";
import { planPlatform } from "../../../policies/readers/plan";
import { synthPlatform } from "../../../policies/readers/synth";
import { FILE } from "./terraform-json";

/** Resources by type and name. */
export type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** What Terraform's JSON says of resources of AWS, and of whatever else is in the file. */
export const declaredIn = (resource: Resources, other: object = {}): Platform =>
  synthPlatform({ ...other, resource }, FILE);

/** Of one kind the first, or the one of an address. */
export function the<K extends Kind>(kind: K, platform: Platform, id?: string): FactsByKind[K] {
  const found = subjectsOf(platform, kind).find((one) => id === undefined || one.id === id);
  if (!found) throw new Error(`there is no ${kind} ${id ?? ""}`);
  return found;
}

/** A resource as a plan tells it: what will be, what is unknown until then, and of what it was written. */
export interface Planned {
  readonly address: string;
  readonly after: object;
  readonly unknown?: object;
  readonly sensitive?: object;
  readonly expressions?: object;
}

export function plannedIn(...all: readonly Planned[]): Platform {
  const named = (address: string) => {
    const [type = "", name = ""] = address.replace(/\[.*$/, "").split(".");
    return { address, mode: "managed", type, name };
  };
  const plan = {
    format_version: "1.2",
    resource_changes: all.map(({ address, after, unknown = {}, sensitive = {} }) => ({
      ...named(address),
      change: { actions: ["create"], after, after_unknown: unknown, after_sensitive: sensitive },
    })),
    configuration: {
      root_module: {
        resources: all.map(({ address, expressions = {} }) => ({
          ...named(address.replace(/\[.*$/, "")),
          expressions,
        })),
      },
    },
  };
  return planPlatform(plan, "plan.json");
}
