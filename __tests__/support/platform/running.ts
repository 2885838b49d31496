import type Docker from "dockerode";

/** Which containers of an environment run since when, by component: a restart or a replacement changes what is said. */
export async function running(docker: Docker, environment: string): Promise<Readonly<Record<string, string>>> {
  const found = await docker.listContainers({ filters: { label: [`bulwark.environment=${environment}`] } });
  const entries = found.map(async ({ Id, Labels }) => {
    const { State } = await docker.getContainer(Id).inspect();
    return [Labels["bulwark.path"]!.replace(/^platform\//, ""), `${Id.slice(0, 12)} since ${State.StartedAt}`] as const;
  });
  return Object.fromEntries((await Promise.all(entries)).sort(([a], [b]) => a.localeCompare(b)));
}
