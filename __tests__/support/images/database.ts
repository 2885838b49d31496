import { randomUUID } from "node:crypto";
import { chmod, chown, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { notStarted } from "./errors";
import { eventually, hardened, inside, logsOf, type Outcome } from "./hardened";

export const PASSWORD = "planted pass'word\\with $(signs)";

/** A file as `bulwark secrets` writes it: readable for uid 999 only. */
export async function passwordFile(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "bulwark-images-")), "password");
  await writeFile(file, `${PASSWORD}\n`);
  await chmod(file, 0o400);
  await chown(file, 999, 999);
  return file;
}

/** An entry script that makes the cluster where it stays, as most images do, and is slow to go on. */
export async function inPlaceScript(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "bulwark-images-")), "entry.sh");
  const lines = [
    "#!/bin/sh",
    'if [ ! -s "$PGDATA/PG_VERSION" ]; then initdb -D "$PGDATA"; echo cluster made; sleep 600; fi',
    'exec "$@"',
  ];
  await writeFile(file, lines.join("\n"));
  await chmod(file, 0o755);
  return file;
}

/** One Postgres on a data volume of its own, started and killed as a test wants it. */
export class Database {
  public readonly volume = `data-${randomUUID()}`;
  /** Volume of the socket folder. */
  public readonly sockets = `sockets-${randomUUID()}`;
  private container: Docker.Container | undefined;

  constructor(
    private readonly docker: Docker,
    private readonly image: string,
    private readonly secret: string,
    private readonly binds: readonly string[] = [],
  ) {}

  /** Starts a new container on the same volume. */
  public async start(...command: readonly string[]): Promise<Docker.Container> {
    this.container = await hardened(this.docker, this.image, {
      command: ["postgres", ...command],
      environment: ["POSTGRES_PASSWORD_FILE=/run/secrets/password", "POSTGRES_USER=owner", "POSTGRES_DB=app"],
      binds: [
        `${this.volume}:/var/lib/postgresql/data`,
        `${this.sockets}:/var/run/postgresql`,
        `${this.secret}:/run/secrets/password:ro`,
        ...this.binds,
      ],
    });
    await this.container.start();
    return this.container;
  }

  public async ready(): Promise<void> {
    await eventually(async () => (await this.exec("pg_isready", "-q", "-h", "127.0.0.1", "-U", "owner")).code === 0);
  }

  /** Ends the container like a crash, as soon as its log holds the text. */
  public async killWhen(text: string): Promise<void> {
    const container = this.running();
    await eventually(async () => (await logsOf(container)).includes(text));
    await container.kill({ signal: "SIGKILL" });
    await container.wait();
    await container.remove();
  }

  /** Ends the container as the engine does, with the image's stop signal. */
  public async stop(): Promise<number> {
    await this.running().stop({ t: 20 });
    const { StatusCode } = (await this.running().wait()) as { readonly StatusCode: number };
    await this.running().remove();
    return StatusCode;
  }

  public exec(...command: readonly string[]): Promise<Outcome> {
    return inside(this.docker, this.running(), command);
  }

  /** Asks over TCP with the password, as a client would. */
  public sql(statement: string, password: string = PASSWORD): Promise<Outcome> {
    const psql = 'exec psql -h 127.0.0.1 -U owner -d app -Atc "$1"';
    return this.exec("env", `PGPASSWORD=${password}`, "sh", "-c", psql, "sh", statement);
  }

  /** Runs a shell line on the volume while no server does. */
  public async onVolume(line: string): Promise<void> {
    const options = { entrypoint: ["sh", "-ec", line], binds: [`${this.volume}:/var/lib/postgresql/data`] };
    const container = await hardened(this.docker, this.image, options);
    await container.start();
    await container.wait();
    await container.remove();
  }

  public async remove(): Promise<void> {
    await this.container?.remove({ force: true, v: true }).catch(() => undefined);
    for (const name of [this.volume, this.sockets]) {
      await this.docker
        .getVolume(name)
        .remove()
        .catch(() => undefined);
    }
  }

  private running(): Docker.Container {
    if (!this.container) throw notStarted();
    return this.container;
  }
}
