import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";
import { eventually } from "../images/hardened";
import { pushFailed } from "./errors";

export const USER = "tester";
export const PASSWORD = "planted-password";
/** bcrypt of the password, the only form that the registry takes. https://distribution.github.io/distribution/about/configuration/#htpasswd */
const HTPASSWD = `${USER}:$2y$05$abcdefghijklmnopqrstuuXXXUKy4cODBo6oD0fJZB1CSpIzxX0SW\n`;

const VOLUME = "test-registry-data";

export interface RegistryOptions {
  /** Of this machine; the registry is at `127.0.0.1:<port>`. */
  readonly port: number;
  /** Folder of this machine for the list of users. @default - everybody may pull and push */
  readonly users?: string;
}

/** Debian's registry in a container; several of them serve the same images. */
export async function startRegistry(docker: Docker, image: string, { port, users }: RegistryOptions): Promise<void> {
  const file = users && join(users, "htpasswd");
  if (file) writeFileSync(file, HTPASSWD, { mode: 0o644 });
  const container = await docker.createContainer({
    name: `test-registry-${port}`,
    Image: image,
    Env: file ? ["REGISTRY_AUTH_HTPASSWD_REALM=test", "REGISTRY_AUTH_HTPASSWD_PATH=/etc/htpasswd"] : [],
    ExposedPorts: { "5000/tcp": {} },
    HostConfig: {
      Binds: [`${VOLUME}:/var/lib/registry`, ...(file ? [`${file}:/etc/htpasswd:ro`] : [])],
      PortBindings: { "5000/tcp": [{ HostIp: "127.0.0.1", HostPort: `${port}` }] },
    },
  });
  await container.start();
  await eventually(async () => (await statusOf(port)) !== undefined);
}

/** With a time limit: where the engine's proxy closes a connection that it had just taken, Node never answers. */
async function statusOf(port: number): Promise<number | undefined> {
  return fetch(`http://127.0.0.1:${port}/v2/`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ status }) => status,
    () => undefined,
  );
}

/** Puts an image of the engine into the registry under another name, and tells its digest there. */
export async function push(docker: Docker, image: string, reference: string): Promise<string> {
  const colon = reference.lastIndexOf(":");
  await docker.getImage(image).tag({ repo: reference.slice(0, colon), tag: reference.slice(colon + 1) });
  const stream = await docker
    .getImage(reference)
    .push({ authconfig: { username: "", password: "", serveraddress: "" } });
  const lines = await new Promise<readonly PushLine[]>((resolve, reject) =>
    docker.modem.followProgress(stream, (error, output: PushLine[]) => (error ? reject(error) : resolve(output))),
  );
  await docker.getImage(reference).remove();
  const digest = lines.find(({ aux }) => aux?.Digest)?.aux?.Digest;
  if (!digest) throw pushFailed(reference, JSON.stringify(lines.at(-1)));
  return digest;
}

interface PushLine {
  readonly aux?: { readonly Digest?: string };
}

export async function removeRegistries(docker: Docker): Promise<void> {
  const found = await docker.listContainers({ all: true, filters: { name: ["test-registry-"] } });
  for (const { Id } of found) await docker.getContainer(Id).remove({ force: true, v: true });
  await docker.getVolume(VOLUME).remove();
}
