import { posix } from "node:path";
import { z } from "zod";
import type { Mount } from "../../facts/container";
import { byDefault, declared, type Fact, unknown } from "../../facts/fact";
import { normalizedPath } from "../../facts/place";
import { type Entry, flag, oneOrMany, text, written } from "./entry";

/** What is beside the services: volumes, secrets and configs, by name. */
export interface Definitions {
  readonly volumes: ReadonlyMap<string, Entry>;
  readonly secrets: ReadonlyMap<string, Entry>;
  readonly configs: ReadonlyMap<string, Entry>;
}

const short = written(shortVolume, "a volume such as data:/var/lib/data:ro");

const long = z
  .object({ type: text, source: text.optional(), target: text, read_only: flag.optional() })
  .transform(({ type, source = "", target, read_only: readOnly = false }): Mount => {
    const base = { target: normalizedPath(target), readOnly };
    if (type === "bind" || type === "npipe") return { ...base, kind: "bind", source: hostPath(source) };
    return type === "tmpfs" ? { ...base, kind: "tmpfs", source: "" } : { ...base, kind: "volume", source };
  });

const granted = z.array(
  z.union([
    text.transform((source) => ({ source, target: undefined })),
    z.object({ source: text, target: text.optional() }),
  ]),
);

const MOUNTS = z.object({
  volumes: z.array(z.union([short, long])).optional(),
  tmpfs: oneOrMany.optional(),
  secrets: granted.optional(),
  configs: granted.optional(),
  use_api_socket: flag.optional(),
  volumes_from: z.unknown().optional(),
});
const DRIVER = z.object({
  "driver_opts.type": text.optional(),
  "driver_opts.o": text.optional(),
  "driver_opts.device": text.optional(),
});
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
    (said) => {
      // Those of another container, which may be none of this file.
      if (said.volumes_from !== undefined) return unknown("expression");
      return allOf([
        ...(said.volumes ?? []).map((mount) => backed(mount, volumes.get(mount.source))),
        ...(said.tmpfs ?? []).map((one) => declared(tmpfsOf(one))),
        ...(said.secrets ?? []).map((one) => fileMount(one, "/run/secrets", secrets)),
        ...(said.configs ?? []).map((one) => fileMount(one, "/", configs)),
        ...(said.use_api_socket ? [declared(SOCKET)] : []),
      ]);
    },
    byDefault([]),
  );

function allOf(facts: readonly Fact<Mount>[]): Fact<readonly Mount[]> {
  const mounts = facts.flatMap((fact) => (fact.state === "known" ? [fact.value] : []));
  return mounts.length < facts.length ? unknown("expression") : declared(mounts);
}

/** A folder of the host may have the name of a volume. https://docs.docker.com/reference/cli/docker/volume/create/#driver-specific-options */
function backed(mount: Mount, volume: Entry | undefined): Fact<Mount> {
  if (mount.kind !== "volume" || !volume) return declared(mount);
  return volume.fact(
    DRIVER,
    ({ "driver_opts.type": type = "", "driver_opts.o": options = "", "driver_opts.device": device = "" }) => {
      if (type === "tmpfs") return declared({ ...mount, kind: "tmpfs", source: "" } as const);
      const isBind = [type, ...options.split(",")].some((word) => /^r?bind$/.test(word.trim()));
      return declared(isBind ? ({ ...mount, kind: "bind", source: hostPath(device) } as const) : mount);
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
  const bound = ({ file }: z.infer<typeof FILE>) =>
    declared({ ...base, kind: "bind", source: hostPath(file) } as const);
  return all.get(source)?.fact(FILE, bound, written) ?? written;
}

function shortVolume(value: string): Mount | undefined {
  const drive = /^[A-Za-z]:[\\/]/.exec(value) ? 2 : 0;
  const [first = "", ...rest] = value.slice(drive).split(":");
  const source = value.slice(0, drive) + first;
  const [target, mode = ""] = rest;
  if (source === "" || target === "" || rest.length > 2) return undefined;
  if (target === undefined) return { kind: "volume", source: "", target: normalizedPath(source), readOnly: false };
  const base = { target: normalizedPath(target), readOnly: mode.split(",").includes("ro") };
  return isPath(source) ? { ...base, kind: "bind", source: hostPath(source) } : { ...base, kind: "volume", source };
}

const isPath = (source: string): boolean => /^([./~\\]|[A-Za-z]:[\\/])/.test(source);

function tmpfsOf(value: string): Mount {
  const [target = "", options = ""] = value.split(":");
  return { kind: "tmpfs", source: "", target: normalizedPath(target), readOnly: options.split(",").includes("ro") };
}

/** Relative to the compose file's folder, of which nothing is known here: `./data` stays that. */
function hostPath(path: string): string {
  if (/^(~|\\|[A-Za-z]:)/.test(path)) return path.replace(/(?<=.)\/$/, "");
  const plain = normalizedPath(path);
  return /^(\/|\.\.?(\/|$))/.test(plain) ? plain : `./${plain}`;
}
