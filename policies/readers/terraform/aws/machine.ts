import type { MachineFacts } from "../../../facts/cloud";
import { byDefault, declared, inPart, mapped, unknown, type Fact } from "../../../facts/fact";
import { joined, whyOpen, type Attributes } from "../attributes";
import { subjectOf, type Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { inBlock } from "./companions";
import { disksByDefault } from "./other-stores";

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/launch_template */
export const templateFacts = (template: Resource, around: Surroundings): MachineFacts => ({
  ...machineFacts(template),
  clearDisks: disksIn(template.attributes, { blocks: ["block_device_mappings"], inner: "ebs", around }),
});

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/instance */
export const instanceFacts = (instance: Resource, around: Surroundings): MachineFacts => ({
  ...machineFacts(instance),
  clearDisks: disksIn(instance.attributes, { blocks: ["root_block_device", "ebs_block_device"], around }),
});

const METADATA = ["metadata_options"] as const;

function machineFacts(resource: Resource): Omit<MachineFacts, "clearDisks"> {
  const { attributes } = resource;
  const endpoint = inBlock(attributes, METADATA, (block) => block.text("http_endpoint"), "enabled");
  const isOff = endpoint.state === "known" && endpoint.value === "disabled";
  const tokens = inBlock(attributes, METADATA, (block) => block.text("http_tokens"), "optional");
  const hops = inBlock(attributes, METADATA, (block) => block.number("http_put_response_hop_limit"), 1);
  return {
    ...subjectOf("machine", resource),
    metadataTokens: isOff ? declared(true) : mapped(tokens, (value) => value === "required"),
    metadataHops: isOff ? declared(0) : hops,
  };
}

interface Disks {
  readonly blocks: readonly string[];
  /** The block within that says how it is kept. */
  readonly inner?: string;
  readonly around: Surroundings;
}

/** Of machines without a word about their disks the image says what these are. */
function disksIn(attributes: Attributes, { blocks, inner, around }: Disks): Fact<readonly string[]> {
  const preset = disksByDefault(around);
  const all = blocks.map((name) => attributes.blocks(name) ?? byDefault([]));
  const named = all.flatMap((one) => (one.state === "known" ? one.value : []));
  const isPreset = preset.state === "known" && preset.value;
  if (named.length === 0 && !isPreset && all.every((one) => one.state === "known" && !one.more)) {
    return unknown("image-decides");
  }
  const read = named.map((block) => clearDisk(block, inner, preset));
  const open = [...all, ...read].map(whyOpen).find((why) => why !== undefined);
  const clear = read.flatMap((one) => (one.state === "known" && one.value !== "" ? [one.value] : []));
  return open ? inPart(clear, open) : declared(clear);
}

/** Its name; empty for one that is encrypted. */
function clearDisk(block: Attributes, inner: string | undefined, preset: Fact<boolean>): Fact<string> {
  const encrypted = inBlock(block, inner ? [inner] : [], (one) => one.flag("encrypted") ?? preset, isSet(preset));
  // One of the machine itself is gone when it is.
  if (block.has("virtual_name") || block.has("no_device")) return declared("");
  return joined({ encrypted, name: block.text("device_name") }, ({ encrypted: is, name }) =>
    is ? "" : (name ?? "root"),
  );
}

const isSet = (fact: Fact<boolean>): boolean => fact.state === "known" && fact.value;
