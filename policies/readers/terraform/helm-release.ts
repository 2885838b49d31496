import { byDefault, declared, mapped, type Fact } from "../../facts/fact";
import type { ReleaseFacts } from "../../facts/terraform";
import { joined, type Attributes } from "./attributes";
import { secretValuesOf, valuesOf } from "./helm-values";
import { strangeValuesOf } from "./helm-schema";
import { subjectOf, type Resource } from "./resource";
import type { Surroundings } from "./surroundings";

/** https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release */
export function releaseFacts(resource: Resource, { chartFile }: Surroundings): ReleaseFacts {
  const { attributes } = resource;
  const chartIsLocal = chartIsLocalOf(attributes);
  const values = valuesOf(attributes);
  const atomic = attributes.flag("atomic") ?? byDefault(false);
  return {
    ...subjectOf("release", resource),
    chartIsLocal,
    version: versionOf(attributes),
    repository: repositoryOf(attributes),
    atomic,
    wait: waitOf(attributes, atomic),
    secretValues: secretValuesOf(attributes, values),
    strangeValues: strangeValuesOf(attributes, values, chartIsLocal, chartFile),
  };
}

const isPath = (chart: string): boolean =>
  /^(\.{1,2}|~)?\//.test(chart) || (chart.endsWith(".tgz") && !chart.includes("://"));

function chartIsLocalOf(attributes: Attributes): Fact<boolean> {
  // A path of the module is on disk, wherever that is.
  if (/^\$\{\s*path\.(module|root|cwd)\s*\}/.test(attributes.written("chart"))) return declared(true);
  const said = { chart: attributes.text("chart"), repository: attributes.text("repository") };
  return joined(said, ({ chart = "", repository = "" }) => repository === "" && isPath(chart));
}

/** A digest fixes more than a version does. */
const versionOf = (attributes: Attributes): Fact<string> => {
  const said = { version: attributes.text("version"), chart: attributes.text("chart") };
  if (said.version?.state === "known") return said.version;
  return joined(said, ({ version = "", chart = "" }) => version || (/@(sha256:[0-9a-f]{64})$/.exec(chart)?.[1] ?? ""));
};

const repositoryOf = (attributes: Attributes): Fact<string> => {
  const said = { repository: attributes.text("repository"), chart: attributes.text("chart") };
  return joined(said, ({ repository = "", chart = "" }) => {
    const place = repository || (chart.includes("://") ? chart : "");
    return place.replace(/\/\/[^/@]*@/, "//");
  });
};

/** `atomic` waits by itself. */
function waitOf(attributes: Attributes, atomic: Fact<boolean>): Fact<boolean> {
  const wait = attributes.flag("wait") ?? byDefault(true);
  return atomic.state === "known" && atomic.value ? mapped(atomic, () => true) : wait;
}
