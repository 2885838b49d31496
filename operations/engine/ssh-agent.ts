import { spawn } from "node:child_process";
import { Agent } from "node:http";
import { Duplex } from "node:stream";

/**
 * Connections to a remote engine as the Docker command line makes them: the machine's own `ssh` with its keys, its
 * settings and, other than a client in this process would, its known hosts.
 * https://docs.docker.com/engine/security/protect-access/#use-ssh-to-protect-the-docker-daemon-socket
 */
export class SshAgent extends Agent {
  private readonly words: readonly string[];

  public constructor(url: URL) {
    super({ keepAlive: true, maxSockets: 4 });
    this.words = sshWords(url);
  }

  public override createConnection(): Duplex {
    const ssh = spawn("ssh", [...this.words], { stdio: ["pipe", "pipe", "inherit"], env: process.env });
    const connection = Duplex.from({ writable: ssh.stdin, readable: ssh.stdout });
    ssh.on("error", (error) => connection.destroy(error));
    connection.on("close", () => ssh.kill());
    return Object.assign(connection, socketManners(connection, [ssh, ssh.stdin, ssh.stdout] as unknown as Holding[]));
  }
}

/** What keeps a process alive while it is open, unless told not to: a child, and a pipe to it. */
interface Holding {
  ref(): void;
  unref(): void;
}

/** What follows `ssh`. BatchMode, since a question for a password would wait for ever behind a task list. */
export function sshWords({ hostname, port, username }: URL): readonly string[] {
  return [
    ...["-o", "BatchMode=yes", "-o", "ConnectTimeout=30"],
    ...(username === "" ? [] : ["-l", decodeURIComponent(username)]),
    ...(port === "" ? [] : ["-p", port]),
    ...["--", hostname, "docker", "system", "dial-stdio"],
  ];
}

/** What `http` asks of a socket and a pair of pipes lacks. */
function socketManners(connection: Duplex, parts: readonly Holding[]) {
  const all = (call: "ref" | "unref") => () => {
    for (const part of parts) part[call]();
    return connection;
  };
  const ignored = () => connection;
  return { setTimeout: ignored, setNoDelay: ignored, setKeepAlive: ignored, ref: all("ref"), unref: all("unref") };
}
