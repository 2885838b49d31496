import type Docker from "dockerode";
import { JobPhase, SecretKind, VolumeContent } from "../../../operations/manifest";
import { containerOf, jobOf, manifestOf, secret } from "./manifests";
import { SHELL_IMAGE } from "./shell-image";

/**
 * A server that learns its password from a job, two users that end at once when the server does not know theirs, and a
 * way in: the smallest platform in which the order of a rotation can be seen.
 */
export const MANIFEST = manifestOf({
  containers: [
    { ...containerOf("server", ["server"]), image: SHELL_IMAGE },
    { ...containerOf("api", ["api", "server"], "trial-api-1"), image: SHELL_IMAGE },
    { ...containerOf("api", ["api", "server"], "trial-api-2"), image: SHELL_IMAGE },
  ],
  jobs: [jobOf("server", "accept", JobPhase.AFTER)],
  volumes: [
    { name: "trial-server-data", component: "server", content: VolumeContent.DATA, path: "/data", imageVersion: "1" },
  ],
  secrets: [
    secret("server-api", 70),
    secret("server-api", 10001),
    secret("server-root", 70),
    secret("way-in-certificate", 99, { kind: SecretKind.CERTIFICATE, hosts: ["localhost", "127.0.0.1"] }),
    secret("way-in-operators", 99, { kind: SecretKind.USERLIST, of: "way-in-password" }),
  ],
});

const ACCEPT = "cat /run/secrets/server-api > /data/known";
const USE = 'read mine < /run/secrets/server-api; read known < /data/known; [ "$mine" = "$known" ] && exec sleep 3600';

export async function startSmallPlatform(docker: Docker): Promise<void> {
  await started(docker, { name: "trial-server", uid: 70, secrets: ["server-root"], command: "exec sleep 3600" });
  const job = await started(docker, {
    name: "trial-server-job-accept",
    uid: 70,
    secrets: ["server-api"],
    command: ACCEPT,
  });
  await job.wait();
  for (const name of ["trial-api-1", "trial-api-2"]) {
    await started(docker, { name, uid: 10001, secrets: ["server-api"], command: USE });
  }
}

export async function removeSmallPlatform(docker: Docker): Promise<void> {
  const found = await docker.listContainers({ all: true, filters: { label: ["bulwark.environment=trial"] } });
  for (const { Id } of found) await docker.getContainer(Id).remove({ force: true, v: true });
  await docker
    .getVolume("trial-server-data")
    .remove()
    .catch(() => undefined);
}

interface Part {
  readonly name: string;
  readonly uid: number;
  readonly secrets: readonly string[];
  readonly command: string;
}

async function started(docker: Docker, { name, uid, secrets, command }: Part): Promise<Docker.Container> {
  const container = await docker.createContainer({
    name,
    Image: SHELL_IMAGE,
    Cmd: ["/bin/sh", "-c", command],
    User: `${uid}:0`,
    Labels: { "bulwark.environment": "trial" },
    StopSignal: "SIGKILL",
    Healthcheck: { Test: ["CMD", "/bin/sh", "-c", "exit 0"], Interval: 2e8 },
    HostConfig: {
      NetworkMode: "none",
      Mounts: [
        { Type: "volume", Source: "trial-server-data", Target: "/data" },
        ...secrets.map((one) => ({
          Type: "bind" as const,
          Source: `/var/lib/bulwark/trial/secrets/${uid}/${one}`,
          Target: `/run/secrets/${one}`,
          ReadOnly: true,
        })),
      ],
    },
  });
  await container.start();
  return container;
}
