import type { Fact } from "../../policies/facts/fact";
import { isObject, listIn } from "../../policies/readers/objects";
import { Module } from "../../policies/readers/terraform/module";
import type { Attributes } from "../../policies/readers/terraform/attributes";
import { configurationOf } from "../../policies/readers/terraform/plan-configuration";
import { plannedResources } from "../../policies/readers/terraform/plan-resources";
import type { Resource } from "../../policies/readers/terraform/resource";
import type { DeclaredRelease, SetValue } from "./release";

/** The Helm releases of a stack in Terraform's JSON syntax. */
export const synthesizedReleases = (json: unknown, file: string): readonly DeclaredRelease[] =>
  releasesAmong(new Module([{ file, content: json }]).declaredResources());

/** Those that a plan leaves there. Give it the same plan as if it changed nothing for those that are there now. */
export function plannedReleases(plan: unknown, file: string): readonly DeclaredRelease[] {
  if (!isObject(plan)) return [];
  // Only they are read: a plan may hold thousands of others.
  const own = { ...plan, resource_changes: listIn(plan, "resource_changes").filter(({ type }) => type === TYPE) };
  return releasesAmong(plannedResources(own, configurationOf(plan), file).there);
}

const TYPE = "helm_release";

const releasesAmong = (resources: readonly Resource[]): readonly DeclaredRelease[] =>
  resources.filter(({ type }) => type === TYPE).map(releaseOf);

/** https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release */
function releaseOf({ address, attributes }: Resource): DeclaredRelease {
  const text = (name: string, fallback = "") => known(attributes.text(name)) ?? fallback;
  const written = attributes.written("chart").replace(/^\$\{\s*path\.(module|root)\s*\}/, ".");
  const chart = text("chart", written.includes("${") ? "" : written);
  const why = whyNot(attributes, chart);
  return {
    ...{ address, name: text("name"), namespace: text("namespace", "default"), chart },
    version: known(attributes.text("version")),
    values: known(attributes.texts("values")) ?? [],
    sets: SETS.flatMap((block) => known(attributes.blocks(block))?.flatMap((one) => setsOf(one, block)) ?? []),
    ...(why === undefined ? {} : { why }),
  };
}

const SETS = ["set", "set_list", "set_sensitive"] as const;

const known = <T>(fact: Fact<T> | undefined): T | undefined => (fact?.state === "known" ? fact.value : undefined);

const isOpen = (fact: Fact<unknown> | undefined): boolean =>
  fact !== undefined && (fact.state !== "known" || fact.more !== undefined);

function whyNot(attributes: Attributes, chart: string): string | undefined {
  if (attributes.has("count") || attributes.has("for_each")) return "it is made by count or for_each";
  const repository = known(attributes.text("repository")) ?? "";
  if (repository !== "" || isOpen(attributes.text("repository")) || chart.includes("://"))
    return "its chart comes from a repository, and nothing is fetched";
  if (chart === "") return "which chart it has is known after the apply alone";
  if (attributes.has("postrender")) return "a program of its own changes what Helm renders";
  const open = ["name", "namespace"].find((name) => isOpen(attributes.text(name)));
  if (open !== undefined) return `its ${open} is known after the apply alone`;
  if (isOpen(attributes.texts("values")) || SETS.some((block) => isSetOpen(attributes, block)))
    return "its values are known after the apply alone, or hidden";
  return attributes.has("set_wo") ? "some of its values are never written down" : undefined;
}

function isSetOpen(attributes: Attributes, block: (typeof SETS)[number]): boolean {
  const blocks = attributes.blocks(block);
  if (isOpen(blocks)) return true;
  return (known(blocks) ?? []).some(
    (one) => isOpen(one.text("name")) || isOpen(block === "set_list" ? one.texts("value") : one.text("value")),
  );
}

/** As the provider hands them to Helm: a list in braces. */
function setsOf(block: Attributes, kind: (typeof SETS)[number]): readonly SetValue[] {
  const name = known(block.text("name"));
  if (name === undefined) return [];
  const value =
    kind === "set_list" ? `{${(known(block.texts("value")) ?? []).join(",")}}` : (known(block.text("value")) ?? "");
  const said = known(block.text("type"));
  const type = said === "string" || said === "literal" ? said : "auto";
  return [{ name, value, type, isSensitive: kind === "set_sensitive" }];
}
