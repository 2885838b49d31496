import type Docker from "dockerode";
import type { BackupResult } from "../../operations/backup";
import { Relay } from "../support/aws/relay";
import { throwAwayEngine } from "../support/engine/engine";
import { builtImage } from "../support/images/built";
import { inside } from "../support/images/hardened";
import { TestProject } from "../support/platform/project";
import { redis } from "../support/platform/vault";

const docker = throwAwayEngine();
const PORT = 2222;
let relay: Relay;
let project: TestProject;
let server: Docker.Container;
let place: URL;

const yaml = () => `target: docker
images: { source: debian }
platform:
  redis: { purpose: store, memoryMiB: 64 }
  backup: { to: { sftp: { host: ${place.hostname}, port: ${place.port}, user: saved, path: /saved, keyFile: key, knownHostsFile: known_hosts } } }
`;

const SSHD = `Port ${PORT}
HostKey /tmp/host
AuthorizedKeysFile /tmp/authorized
PasswordAuthentication no
# The folder is made by a test, with modes that sshd would ask about.
StrictModes no
UsePAM no
PidFile none
Subsystem sftp internal-sftp
`;

const keyPair = async (name: string) => {
  await project.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", project.path(name)]);
  return { secret: await project.read(name), open: (await project.read(`${name}.pub`)).trim() };
};

/** A server beyond the platform, on the engine's own bridge; networks of the engine reach each other by the host alone. */
async function startServer(hostKey: string, authorized: string): Promise<void> {
  const put = (file: string, text: string) =>
    `umask 077 && echo ${Buffer.from(text).toString("base64")} | base64 -d >/tmp/${file}`;
  const files = [put("host", hostKey), put("authorized", `${authorized}\n`), put("sshd_config", SSHD)];
  server = await docker.createContainer({
    Image: await builtImage(docker, "sftp-server"),
    Entrypoint: ["sh", "-c", `${files.join(" && ")} && exec /usr/sbin/sshd -D -e -f /tmp/sshd_config`],
  });
  await server.start();
  const { IPAddress, Gateway } = (await server.inspect()).NetworkSettings.Networks["bridge"]!;
  relay = await Relay.to(`http://${IPAddress}:${PORT}`, Gateway);
  place = new URL(relay.url);
}

jest.setTimeout(300_000);

beforeAll(async () => {
  project = await TestProject.empty();
  const [host, client] = [await keyPair("host"), await keyPair("client")];
  await startServer(host.secret, client.open);
  await project.write("environments/key", client.secret);
  await project.write("environments/known_hosts", `[${place.hostname}]:${place.port} ${host.open}\n`);
  await project.write("environments/vault.yaml", yaml());
  await project.succeed("up", "vault", "--yes");
});

afterAll(async () => {
  await project.bulwark("down", "vault", "--volumes", "--yes");
  relay.stop();
  await server.remove({ force: true, v: true });
  await project.remove();
});

describe("a backup to a server by SFTP", () => {
  it("lies there, below the environment's own folder, and comes back", async () => {
    redis("SET kept value");
    const before = redis("GET kept");
    const made = JSON.parse((await project.succeed("backup", "vault", "--format", "json")).stdout) as BackupResult;
    expect(made.snapshot?.sources).toEqual(["configuration", "redis"]);
    expect((await inside(docker, server, ["ls", "/saved/vault"])).output).toContain("snapshots");
    redis("SET kept other");
    expect(redis("GET kept")).not.toBe(before);
    await project.succeed("restore", "vault", "--overwrite", "--yes");
    expect(redis("GET kept")).toBe(before);
  });

  it("is not made to a server that has another key", async () => {
    const other = await keyPair("other");
    await project.write("environments/known_hosts", `[${place.hostname}]:${place.port} ${other.open}\n`);
    await project.succeed("up", "vault", "--yes");
    const { code, stderr } = await project.bulwark("backup", "vault");
    expect(code).toBe(4);
    expect(stderr).toContain("the repository cannot be opened");
  });
});
