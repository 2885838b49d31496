import { ownIn } from "../objects";
import type { ImageReference, Mount, MountKind } from "../../facts/container";
import { byDefault, declared, inPart, unknown, type Fact } from "../../facts/fact";
import { keepsData } from "../../facts/data-paths";
import { backingOf } from "../../facts/driver-options";
import { normalizedPath } from "../../facts/place";
import { parseTmpfsOptions } from "../../facts/tmpfs-options";
import { eachOf, joined, type Attributes, type Said } from "./attributes";
import type { Surroundings } from "./surroundings";

/**
 * https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container#nested-schema-for-mounts
 *
 * @param others declared by the same module: behind the name of a volume may lie a folder of the host
 */
export function mountsOf(attributes: Attributes, others: Surroundings): Fact<readonly Mount[]> {
  const all = [
    eachOf(attributes.blocks("mounts"), (block) => mountOf(block, others)),
    eachOf(attributes.blocks("volumes"), (block) => volumeOf(block, others)),
    tmpfsOf(attributes),
  ].filter((one) => one !== undefined);
  if (all.length === 0) return byDefault([]);
  return sumOf(all);
}

/** What of several lists can be told. */
function sumOf(lists: readonly Fact<readonly Mount[]>[]): Fact<readonly Mount[]> {
  const known = lists.flatMap((list) => (list.state === "known" ? list.value : []));
  const open = lists.map((list) =>
    list.state === "unknown" ? list.why : list.state === "known" ? list.more : undefined,
  );
  const why = open.find((one) => one !== undefined);
  return why ? inPart(known, why) : { state: "known", value: known, from: "declared" };
}

const KINDS: Readonly<Record<string, MountKind>> = { bind: "bind", tmpfs: "tmpfs", npipe: "bind" };

function mountOf(block: Attributes, others: Surroundings): Fact<Mount> {
  const said = {
    type: block.text("type"),
    source: block.text("source"),
    target: block.text("target"),
    readOnly: block.flag("read_only"),
    propagation: inner(block, "bind_options", (options) => options.text("propagation")),
    size: inner(block, "tmpfs_options", (options) => options.number("size_bytes")),
    driver: inner(block, "volume_options", (options) => options.map("driver_options")),
  };
  return joined(said, ({ type = "", source = "", target = "", readOnly = false, propagation, size, driver }): Mount => {
    const base = { target: normalizedPath(target), readOnly };
    const kind = ownIn(KINDS, type) ?? "volume";
    if (kind === "bind")
      return { ...base, kind, source: normalizedPath(source), ...(propagation ? { propagation } : {}) };
    if (kind === "tmpfs")
      return { ...base, kind, source: "", tmpfs: { sizeBytes: size === 0 ? undefined : size, allowed: [] } };
    return behind({ ...base, kind, source }, driver ?? driverOf(source, others));
  });
}

const inner = <T>(block: Attributes, name: string, read: (options: Attributes) => Said<T>): Said<T> => {
  const blocks = block.blocks(name);
  if (blocks?.state !== "known") return blocks;
  return blocks.value[0] ? read(blocks.value[0]) : blocks.more ? unknown(blocks.more) : undefined;
};

function volumeOf(block: Attributes, others: Surroundings): Fact<Mount> {
  // What the other container mounts is not said here.
  if (block.has("from_container")) return unknown("expression");
  const said = {
    host: block.text("host_path"),
    name: block.text("volume_name"),
    target: block.text("container_path"),
    readOnly: block.flag("read_only"),
  };
  return joined(said, ({ host = "", name = "", target = "", readOnly = false }): Mount => {
    const base = { target: normalizedPath(target), readOnly };
    if (host !== "") return { ...base, kind: "bind", source: normalizedPath(host) };
    return behind({ ...base, kind: "volume", source: name }, driverOf(name, others));
  });
}

function tmpfsOf(attributes: Attributes): Said<readonly Mount[]> {
  const all = attributes.map("tmpfs");
  if (all?.state !== "known") return all;
  const mounts = [...all.value].map(([target, options]): Mount => {
    const { readOnly, ...tmpfs } = parseTmpfsOptions(options);
    return { kind: "tmpfs", source: "", target: normalizedPath(target), readOnly, tmpfs };
  });
  return { ...all, value: mounts };
}

function behind(mount: Mount, options: ReadonlyMap<string, string>): Mount {
  const { kind, device } = backingOf(options);
  if (kind === "volume") return mount;
  if (kind === "bind") return { ...mount, kind, source: normalizedPath(device) };
  return { ...mount, kind, source: "", tmpfs: parseTmpfsOptions(options.get("o") ?? "") };
}

function driverOf(name: string, others: Surroundings): ReadonlyMap<string, string> {
  const options = others.named("docker_volume", name)?.attributes.map("driver_opts");
  return options?.state === "known" ? options.value : new Map<string, string>();
}

/** Of an image that nobody knows, whatever it mounts may be what it keeps. */
export function statefulOf(image: Fact<ImageReference>, mounts: Fact<readonly Mount[]>): Fact<boolean> {
  if (mounts.state === "known" && !mounts.more && !mounts.value.some(isVolume)) return declared(false);
  const said = joined({ image, mounts }, ({ image: name, mounts: all }) => keepsData(name!, all!));
  if (said.state !== "known") return said;
  if (said.value === undefined || (said.more && !said.value)) return unknown(said.more ?? "image-decides");
  return declared(said.value);
}

const isVolume = ({ kind }: Mount): boolean => kind === "volume" || kind === "bind";
