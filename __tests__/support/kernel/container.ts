import type Docker from "dockerode";
import { vanished } from "./errors";

export interface Attachment {
  readonly network: string;
  readonly addresses: readonly string[];
  readonly names: readonly string[];
}

/** A running container: what the other readers need to find it in /proc and on its networks. */
export interface RunningContainer {
  readonly id: string;
  readonly name: string;
  /** Process id of its first process, as this PID namespace sees it. */
  readonly pid: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
}

/** All running containers of the engine, by name; restrict them with a label such as `bulwark.environment=local`. */
export async function runningContainers(docker: Docker, label?: string): Promise<readonly RunningContainer[]> {
  const filters: Record<string, string[]> = label ? { label: [label] } : {};
  const listed = await docker.listContainers({ filters });
  const inspected = await Promise.all(listed.map(({ Id }) => docker.getContainer(Id).inspect()));
  return inspected.map(runningContainer).sort((a, b) => a.name.localeCompare(b.name));
}

export async function runningContainerNamed(docker: Docker, name: string): Promise<RunningContainer> {
  return runningContainer(await docker.getContainer(name).inspect());
}

function runningContainer(info: Docker.ContainerInspectInfo): RunningContainer {
  const name = info.Name.replace(/^\//, "");
  if (!info.State.Running) throw vanished(name, info.State.Status);
  const attachments = Object.entries(info.NetworkSettings.Networks).map(([network, endpoint]) => ({
    network,
    addresses: [endpoint.IPAddress, endpoint.GlobalIPv6Address].filter((address) => address !== ""),
    names: [...new Set([name, ...(endpoint.Aliases ?? [])])],
  }));
  return { id: info.Id, name, pid: info.State.Pid, labels: info.Config.Labels, attachments };
}
