import { spawn, execFileSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { issued, newAuthority, type KeyedCertificate } from "../../../operations/secrets/certificate-authority";

/** Postgres refuses to run as root: `nobody` does. */
const UID = process.getuid?.() === 0 ? 65534 : undefined;
const DEBIAN = "/usr/lib/postgresql";
const SETPRIV = "/usr/bin/setpriv";

/** A real server on a free port of the loopback that is reached over TLS alone, and writes down each statement. */
export class PostgresServer {
  static async start(): Promise<PostgresServer> {
    const server = new PostgresServer(mkdtempSync(join(tmpdir(), "bulwark-postgres-")), await freePort());
    await server.prepare();
    await server.run();
    return server;
  }

  readonly host = "localhost";
  private child: ChildProcess | undefined;
  private said = "";
  private signer: KeyedCertificate | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** Certificate of who signed the server's one. */
  get authority(): string {
    return join(this.folder, "authority.pem");
  }

  /** All it wrote, statements included. */
  get log(): string {
    return this.said;
  }

  /** As the superuser, by the socket. */
  async admin(text: string, database = "postgres"): Promise<readonly unknown[][]> {
    return this.ask({ host: this.folder, user: "admin", database }, text);
  }

  /** As a user of its own, over TLS. */
  as(user: string, password: string, text = "SELECT 1"): Promise<readonly unknown[][]> {
    const ssl = { rejectUnauthorized: false };
    return this.ask({ host: this.host, user, password, database: "app", ssl }, text);
  }

  /** Shows a certificate for another name from now on. */
  async presentAs(host: string): Promise<void> {
    await this.writeCertificate(host);
    await this.admin("SELECT pg_reload_conf()");
  }

  async stop(): Promise<void> {
    if (this.child?.exitCode === null) {
      const ended = once(this.child, "exit");
      this.child.kill("SIGQUIT");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask(options: object, text: string): Promise<readonly unknown[][]> {
    const client = new Client({ port: this.port, ...options });
    await client.connect();
    try {
      return (await client.query<unknown[]>({ text, rowMode: "array" })).rows;
    } finally {
      await client.end();
    }
  }

  private async prepare(): Promise<void> {
    this.signer = await newAuthority("tests", new Date());
    this.write("authority.pem", this.signer.certificate);
    await this.writeCertificate(this.host);
    if (UID !== undefined) chownSync(this.folder, UID, UID);
    const data = join(this.folder, "data");
    const [file = "", ...args] = asNobody(locate("initdb"));
    execFileSync(file, [...args, "-D", data, "-U", "admin", "-A", "trust", "--no-sync", "--locale=C"], { cwd: "/" });
    this.write("pg_hba.conf", "local all all trust\nhostssl all all all scram-sha-256\n");
  }

  private async writeCertificate(host: string): Promise<void> {
    const { certificate, key } = await issued(this.signer!, [host], new Date());
    this.write("server.pem", certificate);
    this.write("server.key", key);
  }

  private write(name: string, text: string): void {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    chmodSync(file, 0o600);
    if (UID !== undefined) chownSync(file, UID, UID);
  }

  private async run(): Promise<void> {
    const settings = {
      ...{ fsync: "off", listen_addresses: "127.0.0.1", shared_buffers: "16MB", log_statement: "all" },
      ...{ ssl: "on", ssl_cert_file: join(this.folder, "server.pem"), ssl_key_file: join(this.folder, "server.key") },
      hba_file: join(this.folder, "pg_hba.conf"),
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const [file = "", ...args] = asNobody(locate("postgres"));
    const place = ["-D", join(this.folder, "data"), "-p", String(this.port), "-k", this.folder];
    this.child = spawn(file, [...args, ...place, ...options], { cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
    this.child.stderr?.on("data", (chunk: Buffer) => (this.said += chunk.toString()));
    while (!(await this.answers())) {
      if (this.child.exitCode !== null) throw new Error(`Postgres ended before it answered:\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async answers(): Promise<boolean> {
    try {
      await this.admin("SELECT 1");
      return true;
    } catch {
      return false;
    }
  }
}

/** The kernel ends it when the test runner dies, however that happens. */
function asNobody(program: string): readonly string[] {
  const user = UID === undefined ? [] : [`--reuid=${UID}`, `--regid=${UID}`, "--clear-groups"];
  return existsSync(SETPRIV) ? [SETPRIV, ...user, "--pdeathsig", "KILL", "--", program] : [program];
}

/** Where a program of Postgres is: on the PATH, or where Debian keeps it. */
function locate(program: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const folders = [...(process.env["PATH"] ?? "").split(":"), ...versions.map((one) => join(DEBIAN, one, "bin"))];
  const found = folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${program} is not installed; apt-get install postgresql`);
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
