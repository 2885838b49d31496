import { posix } from "node:path";
import { z } from "zod";
import type { Mount } from "../../facts/container";
import { backingOf } from "../../facts/driver-options";
import { byDefault, declared, type Fact, unknown } from "../../facts/fact";
import { normalizedPath } from "../../facts/place";
import { parseTmpfsOptions } from "../../facts/tmpfs-options";
import type { Entry } from "./entry";
import { flag, listOf, NO_PARTS, oneOrMany, pairs, partly, text, valuesOf, written } from "./shapes";
import { bytes } from "./sizes";

/** What is beside the services, by name. */
export interface Definitions {
  readonly networks: ReadonlyMap<string, Entry>;
  readonly volumes: ReadonlyMap<string, Entry>;
  readonly secrets: ReadonlyMap<string, Entry>;
  readonly configs: ReadonlyMap<string, Entry>;
}

const short = written(shortVolume, "a volume such as data:/var/lib/data:ro");

const long = z
  .object({
    type: text,
    source: text.optional(),
    target: text,
    read_only: flag.optional(),
    bind: z.object({ propagation: text.optional() }).nullish(),
    tmpfs: z.object({ size: bytes.optional() }).nullish(),
  })
  .transform(({ type, source = "", target, read_only: readOnly = false, bind, tmpfs }): Mount => {
    const base = { target: normalizedPath(target), readOnly };
    if (type === "tmpfs") {
      const sizeBytes = tmpfs?.size && tmpfs.size > 0 ? tmpfs.size : undefined;
      return { ...base, kind: "tmpfs", source: "", tmpfs: { sizeBytes, allowed: [] } };
    }
    if (type !== "bind" && type !== "npipe") return { ...base, kind: "volume", source };
    return { ...base, kind: "bind", source: hostPath(source), ...propagated(bind?.propagation) };
  });

export const granted = listOf(
  z.union([
    text.transform((source) => ({ source, target: undefined })),
    z.object({ source: text, target: text.optional() }),
  ]),
);

const MOUNTS = z.object({
  volumes: listOf(z.union([short, long])).optional(),
  tmpfs: oneOrMany.optional(),
  secrets: granted.optional(),
  configs: granted.optional(),
  use_api_socket: flag.optional(),
  volumes_from: z.unknown().optional(),
});
const DRIVER = z.object({ driver_opts: pairs });
const FILE = z.object({ file: text });

/** What Compose mounts where a service asks for the engine's API. https://docs.docker.com/reference/compose-file/services/#use_api_socket */
const SOCKET: Mount = {
  kind: "bind",
  source: "/var/run/docker.sock",
  target: "/var/run/docker.sock",
  readOnly: false,
};

/** https://docs.docker.com/reference/compose-file/services/#volumes */
export const mountsOf = (service: Entry, { volumes, secrets, configs }: Definitions): Fact<readonly Mount[]> =>
  service.fact(
    MOUNTS,
    ({ volumes: own = NO_PARTS, tmpfs = NO_PARTS, secrets: keys = NO_PARTS, configs: files = NO_PARTS, ...said }) => {
      const facts = [
        ...lastOf(own.known).map((mount) => backed(mount, volumes.get(mount.source))),
        ...tmpfs.known.map((one) => declared(tmpfsOf(one))),
        ...keys.known.map((one) => fileMount(one, "/run/secrets", secrets)),
        ...files.known.map((one) => fileMount(one, "/", configs)),
        ...(said.use_api_socket ? [declared(SOCKET)] : []),
      ];
      const known = facts.flatMap((fact) => (fact.state === "known" ? [fact.value] : []));
      // Those of another container may be of none of this file.
      const isAlone = said.volumes_from === undefined;
      const isWhole = known.length === facts.length && [own, tmpfs, keys, files].every((parts) => parts.isWhole);
      return partly(known, isAlone && isWhole, isAlone ? "expression" : "elsewhere");
    },
    byDefault([]),
  );

/** Of volumes at the same place the last one counts. https://docs.docker.com/reference/compose-file/merge/#unique-resources */
const lastOf = (mounts: readonly Mount[]): readonly Mount[] => [
  ...new Map(mounts.map((mount) => [mount.target, mount])).values(),
];

function backed(mount: Mount, volume: Entry | undefined): Fact<Mount> {
  if (mount.kind !== "volume" || !volume) return declared(mount);
  return volume.fact(
    DRIVER,
    ({ driver_opts: options }): Fact<Mount> => {
      if (!options.isWhole) return unknown("expression");
      const said = valuesOf(options);
      const { kind, device } = backingOf(said);
      if (kind === "bind") return declared({ ...mount, kind, source: hostPath(device) });
      return declared(kind === "tmpfs" ? { ...mount, kind, source: "", ...optionsOf(said.get("o") ?? "") } : mount);
    },
    declared(mount),
  );
}

/** Compose binds the file that a secret or a config is; what is no file it writes into the container. */
function fileMount(
  { source, target = source }: { readonly source: string; readonly target?: string | undefined },
  folder: string,
  all: ReadonlyMap<string, Entry>,
): Fact<Mount> {
  const base = { target: normalizedPath(posix.resolve(folder, target)), readOnly: true };
  const written: Fact<Mount> = declared({ ...base, kind: "config", source });
  const bound = ({ file }: z.infer<typeof FILE>): Fact<Mount> =>
    declared({ ...base, kind: "bind", source: hostPath(file) });
  return all.get(source)?.fact(FILE, bound, written) ?? written;
}

function shortVolume(value: string): Mount | undefined {
  const drive = /^[A-Za-z]:[\\/]/.exec(value) ? 2 : 0;
  const [first = "", ...rest] = value.slice(drive).split(":");
  const source = value.slice(0, drive) + first;
  const [target, mode = ""] = rest;
  if (source === "" || target === "" || rest.length > 2) return undefined;
  if (target === undefined) return { kind: "volume", source: "", target: normalizedPath(source), readOnly: false };
  const options = mode.split(",");
  const base = { target: normalizedPath(target), readOnly: options.findLast((one) => /^r[ow]$/.test(one)) === "ro" };
  if (!isPath(source)) return { ...base, kind: "volume", source };
  return { ...base, kind: "bind", source: hostPath(source), ...propagated(options.findLast(isPropagation)) };
}

/** https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation */
const isPropagation = (option: string): boolean => /^r?(private|shared|slave)$/.test(option);

const propagated = (said: string | undefined): Pick<Mount, "propagation"> =>
  said === undefined || /^(r?private)?$/.test(said) ? {} : { propagation: said };

export const isPath = (source: string): boolean => /^([./~\\]|[A-Za-z]:[\\/])/.test(source);

function tmpfsOf(value: string): Mount {
  const [target = "", ...options] = value.split(":");
  return {
    kind: "tmpfs",
    source: "",
    target: normalizedPath(target),
    ...optionsOf(options.join(":")),
  };
}

function optionsOf(text: string): Pick<Mount, "readOnly" | "tmpfs"> {
  const { readOnly, ...tmpfs } = parseTmpfsOptions(text);
  return { readOnly, tmpfs };
}

/** Relative to the compose file's folder, of which nothing is known here: `./data` stays that. */
function hostPath(path: string): string {
  if (/^(~|[A-Za-z]:)/.test(path)) return path.replace(/(?<=.)\/$/, "");
  const plain = normalizedPath(path);
  return /^(\/|\.\.?(\/|$))/.test(plain) ? plain : `./${plain}`;
}
