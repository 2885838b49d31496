import { Buffer } from "node:buffer";
import type { Upload } from "../../facts/container";
import { byDefault, mapped, unknown, type Fact } from "../../facts/fact";
import { eachOf, joined, type Attributes } from "./attributes";

/** https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container#env */
export const environmentOf = (attributes: Attributes): Fact<ReadonlyMap<string, string>> =>
  mapped(attributes.texts("env") ?? byDefault([]), (lines) => new Map(lines.map(variableOf)));

function variableOf(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** What the image adds is not in it. */
export function commandOf(attributes: Attributes): Fact<readonly string[]> {
  const said = { entrypoint: attributes.texts("entrypoint"), command: attributes.texts("command") };
  if (!said.entrypoint && !said.command) return unknown("image-decides");
  return joined(said, ({ entrypoint = [], command = [] }) => [...entrypoint, ...command]);
}

export function labelsOf(attributes: Attributes): Fact<ReadonlyMap<string, string>> {
  const labels = eachOf(attributes.blocks("labels"), (block) =>
    joined(
      { label: block.text("label"), value: block.text("value") },
      ({ label = "", value = "" }) => [label, value] as const,
    ),
  );
  return mapped(labels ?? byDefault([]), (all) => new Map(all));
}

/** Of a file that lies elsewhere the text is not here. */
export function uploadsOf(attributes: Attributes): Fact<readonly Upload[]> {
  const uploads = eachOf(attributes.blocks("upload"), (block): Fact<Upload> => {
    if (block.has("source")) return unknown("expression");
    const said = { file: block.text("file"), content: block.text("content"), encoded: block.text("content_base64") };
    return joined(said, ({ file = "", content, encoded = "" }) => ({
      target: file,
      text: content ?? Buffer.from(encoded, "base64").toString("utf8"),
    }));
  });
  return uploads ?? byDefault([]);
}
