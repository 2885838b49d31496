import type Docker from "dockerode";

import { engineRefused, wordsOf } from "../engine/errors";
import type { HeldFolder } from "../engine/holder";
import type { Manifest } from "../manifest";
import { locationOf, secretFile } from "./paths";
import { stepsFor, type Observed, type Step } from "./steps";

/** A container that never ran takes what is there when it does; one that ended for good is Terraform's to start. */
const JOB_STATES = ["running", "exited"];
const SERVICE_STATES = ["running", "restarting", "paused"];

/** What must run again for the secrets on the host to be the ones in use; empty when they are. */
export async function pendingSteps(docker: Docker, manifest: Manifest, held: HeldFolder): Promise<readonly Step[]> {
  const jobs = new Set(manifest.jobs.map(({ name }) => name));
  const services = new Set(manifest.containers.map(({ name }) => name));
  const found = (await listed(docker, manifest.environment)).filter(
    ({ name, state }) =>
      (jobs.has(name) && JOB_STATES.includes(state)) || (services.has(name) && SERVICE_STATES.includes(state)),
  );
  const modified = modificationTimes(manifest.environment, held);
  const observed: Observed[] = [];
  for (const { name, id, sources } of found) {
    const times = await Promise.all(sources.map(modified));
    observed.push({ name, startedAt: await startOf(docker, id), secrets: times.flatMap((time) => time ?? []) });
  }
  return stepsFor(manifest, observed);
}

interface Listed {
  readonly name: string;
  readonly id: string;
  readonly state: string;
  readonly sources: readonly string[];
}

async function listed(docker: Docker, environment: string): Promise<readonly Listed[]> {
  const filters = { label: [`bulwark.environment=${environment}`] };
  const found = await docker.listContainers({ all: true, filters }).catch((error: unknown) => {
    throw engineRefused("list its containers", wordsOf(error));
  });
  return found.map(({ Id, Names, State, Mounts }) => ({
    name: (Names[0] ?? "").replace(/^\//, ""),
    id: Id,
    state: State,
    sources: Mounts.map(({ Source }) => Source),
  }));
}

/** Each file is asked for once; paths that are no secret of the environment, and missing files, have no time. */
function modificationTimes(environment: string, held: HeldFolder) {
  const known = new Map<string, Promise<Observed["secrets"][number] | undefined>>();
  const ask = async (source: string) => {
    const location = locationOf(environment, source);
    const found = location && (await held.stat(secretFile(location)));
    return found && { name: location.name, modified: found.modified };
  };
  return (source: string) => {
    const answer = known.get(source) ?? ask(source);
    known.set(source, answer);
    return answer;
  };
}

async function startOf(docker: Docker, id: string): Promise<Date> {
  try {
    return new Date((await docker.getContainer(id).inspect()).State.StartedAt);
  } catch (error) {
    throw engineRefused("show a container", wordsOf(error));
  }
}
