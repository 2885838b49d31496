import { join } from "node:path";
import { Client } from "pg";
import type { Lab } from "./lab";
import { asOwner, eventually, freePort } from "./lab";
import { Program, locate, run } from "./program";

const IS_ROOT = process.getuid?.() === 0;
/** Postgres refuses to run as root: `nobody` does. */
const UID = IS_ROOT ? 65534 : undefined;

const PASSWORD = "p-4f1d0c77";

/** A real Postgres with the database, role and schema `app`. */
export class TestPostgres {
  private server?: Program;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async create(lab: Lab): Promise<TestPostgres> {
    const folder = lab.folder();
    if (UID !== undefined) asOwner(folder, UID);
    const postgres = new TestPostgres(folder, await freePort());
    run([locate("initdb"), "-D", join(folder, "data"), "-U", "admin", "-A", "trust", "--no-sync", "--locale=C"], {
      uid: UID,
    });
    lab.onRelease(() => postgres.stop());
    return postgres;
  }

  async start(): Promise<this> {
    const settings = ["fsync=off", "listen_addresses=127.0.0.1", "shared_buffers=16MB", "max_connections=20"];
    const options = settings.flatMap((setting) => ["-c", setting]);
    const place = ["-D", join(this.folder, "data"), "-p", String(this.port), "-k", this.folder];
    this.server = new Program([locate("postgres"), ...place, ...options], { uid: UID });
    await eventually("Postgres answers", () => this.admin("SELECT 1"));
    return this;
  }

  /** Database, role and schema; the host connection needs the password afterwards. */
  async prepare(): Promise<this> {
    await this.admin(`CREATE ROLE app LOGIN PASSWORD '${PASSWORD}'`);
    await this.admin("CREATE DATABASE app");
    await this.admin("CREATE SCHEMA app AUTHORIZATION app", "app");
    run(
      ["/bin/sh", "-c", `echo 'local all all trust\nhost all all all scram-sha-256' > ${this.folder}/data/pg_hba.conf`],
      { uid: UID },
    );
    await this.admin("SELECT pg_reload_conf()");
    return this;
  }

  async admin(text: string, database = "postgres"): Promise<readonly Record<string, unknown>[]> {
    const client = new Client({ host: this.folder, port: this.port, user: "admin", database });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** An immediate shutdown: what a crash looks like to clients. */
  async stop(): Promise<void> {
    await this.server?.kill("SIGQUIT");
  }

  variables(lab: Lab, port = this.port): Record<string, string> {
    const passwordFile = lab.file(`${PASSWORD}\n`, "postgres-password");
    const where = { POSTGRES_HOST: "127.0.0.1", POSTGRES_PORT: String(port), POSTGRES_DATABASE: "app" };
    return { ...where, POSTGRES_USER: "app", POSTGRES_SCHEMA: "app", POSTGRES_PASSWORD_FILE: passwordFile };
  }
}

export const startPostgres = async (lab: Lab): Promise<TestPostgres> =>
  (await (await TestPostgres.create(lab)).start()).prepare();
