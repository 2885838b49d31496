import { z } from "zod";
import type { Environment } from "../../config";
import { mapAtMost } from "../at-most";
import { projectPaths } from "../project";
import { textTable } from "../table";
import { requireAccount } from "./account";
import { placeOf } from "./backend";
import { StateObject, type StoredVersion } from "./bucket";
import { difference, resourceCount, tryState, type Difference, type StateJson } from "./state-json";

const addresses = z.array(z.string());

const versionSchema = z.strictObject({
  version: z.string().describe("what restore takes"),
  current: z.boolean(),
  time: z.string().describe("when it was written, in UTC"),
  serial: z.number().int().nullable().describe("counts the writes; null for what is not a whole state"),
  bytes: z.number().int(),
  resources: z.number().int().nullable().describe("how many it knows; null for what is not a whole state"),
  undone: z
    .strictObject({ added: addresses, removed: addresses, changed: addresses })
    .nullable()
    .describe("what the write after it did, by address; null for the current one"),
});

/** The JSON of `bulwark state <environment> versions`. */
export const stateVersionsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("state versions"),
  environment: z.string(),
  stack: z.string(),
  bucket: z.string(),
  key: z.string(),
  versions: z.array(versionSchema).describe("the newest first"),
  older: z.number().int().describe("versions that are there as well and were not read"),
});

export type StateVersions = z.output<typeof stateVersionsSchema>;

/** Each is a whole state that has to be read. */
const MOST_READ = 20;

/** What a bucket still knows of a state: who looks for one to go back to sees which resources each differs by. */
export async function stateVersions(environment: Environment, named?: string): Promise<StateVersions> {
  await requireAccount(environment);
  const { stack, backend } = await placeOf(projectPaths(), environment, named);
  const object = new StateObject(backend);
  try {
    const all = await object.versions();
    const read = await mapAtMost(4, all.slice(0, MOST_READ), async (one) => withState(object, one));
    return {
      schemaVersion: 1,
      command: "state versions",
      environment: environment.name,
      stack,
      bucket: backend.bucket,
      key: backend.key,
      versions: read.map((one, index) => lineOf(one, read[index - 1])),
      older: Math.max(0, all.length - MOST_READ),
    };
  } finally {
    object.close();
  }
}

interface Read extends StoredVersion {
  readonly state: StateJson | undefined;
}

const withState = async (object: StateObject, version: StoredVersion): Promise<Read> => ({
  ...version,
  state: tryState((await object.read(version.id)) ?? ""),
});

function lineOf({ id, time, bytes, state }: Read, next: Read | undefined): StateVersions["versions"][number] {
  const undone = state && next?.state ? mutable(difference(state, next.state)) : null;
  return {
    version: id,
    current: next === undefined,
    time,
    serial: state?.serial ?? null,
    bytes,
    resources: state ? resourceCount(state) : null,
    undone,
  };
}

const mutable = ({ added, removed, changed }: Difference) => ({
  added: [...added],
  removed: [...removed],
  changed: [...changed],
});

export function versionsTable({ stack, versions, older }: StateVersions): string {
  if (versions.length === 0) return `${stack}: there is no state yet`;
  const rows = versions.map(({ version, current, time, serial, bytes, resources, undone }) => [
    current ? `${version} (current)` : version,
    time,
    serial === null ? "not a state" : String(serial),
    String(bytes),
    resources === null ? "" : String(resources),
    undone ? inWords(undone) : "",
  ]);
  const table = textTable(["VERSION", "WRITTEN", "SERIAL", "BYTES", "RESOURCES", "THE WRITE AFTER IT"], rows);
  return older > 0 ? `${table}\n${older} older ones are there as well.` : table;
}

/** A few by name; the JSON has all. */
function inWords({ added, removed, changed }: Difference): string {
  const parts = [
    ["made", added],
    ["removed", removed],
    ["changed", changed],
  ] as const;
  const told = parts.filter(([, list]) => list.length > 0).map(([verb, list]) => `${verb} ${someOf(list)}`);
  return told.length > 0 ? told.join("; ") : "no resource differs";
}

const SHOWN = 3;

const someOf = (list: readonly string[]): string =>
  list.length > SHOWN ? `${list.slice(0, SHOWN).join(", ")} and ${list.length - SHOWN} more` : list.join(", ");
