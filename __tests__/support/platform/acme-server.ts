import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { issued, newAuthority } from "../../../operations/secrets/certificate-authority";

/** A documentation address: no real machine has it. https://www.rfc-editor.org/rfc/rfc5737 */
const ADDRESS = "203.0.113.1";
const PORT = 14_000;
const MANAGEMENT = 15_000;
const DNS = "127.0.0.1:8053";
const NAMES = "http://127.0.0.1:8055";
/** Certificates live so long. */
const DAYS = 50;

/**
 * Let's Encrypt's own test server, with a name server that knows every name, on an address beyond the platform. It asks
 * for answers to its challenges on the port that the way in publishes. https://github.com/letsencrypt/pebble
 */
export class AcmeServer {
  static readonly directory = `https://${ADDRESS}:${PORT}/dir`;

  /** Writes what the server needs into a folder, among it `ca.pem`, which its clients trust. It does not start yet. */
  static async prepare(folder: string): Promise<AcmeServer> {
    execFileSync("ip", ["address", "replace", `${ADDRESS}/32`, "dev", "lo"]);
    const authority = await newAuthority("acme-server", new Date());
    const { certificate, key } = await issued(authority, [ADDRESS], new Date());
    const pebble = {
      listenAddress: `${ADDRESS}:${PORT}`,
      managementListenAddress: `${ADDRESS}:${MANAGEMENT}`,
      certificate: join(folder, "server.pem"),
      privateKey: join(folder, "server.key"),
      httpPort: 8080,
      tlsPort: 8443,
      certificateValidityPeriod: DAYS * 86_400,
    };
    const files = { "ca.pem": authority.certificate, "server.pem": certificate, "server.key": key };
    const all = { ...files, "pebble.json": JSON.stringify({ pebble }) };
    for (const [name, content] of Object.entries(all)) await writeFile(join(folder, name), content);
    return new AcmeServer(folder);
  }

  private programs: readonly ChildProcess[] = [];

  private constructor(private readonly folder: string) {}

  async start(): Promise<void> {
    const off = ["-http01", "", "-https01", "", "-tlsalpn01", "", "-defaultIPv6", ""];
    const env = { ...process.env, PEBBLE_VA_NOSLEEP: "1", PEBBLE_WFE_NONCEREJECT: "0" };
    this.programs = [
      spawn("pebble-challtestsrv", ["-management", new URL(NAMES).host, "-dns01", DNS, ...off], { stdio: "ignore" }),
      spawn("pebble", ["-config", join(this.folder, "pebble.json"), "-dnsserver", DNS], { stdio: "ignore", env }),
    ];
    for (let tries = 0; tries < 100; tries++) {
      if (await this.root().catch(() => undefined)) return this.nameLeadsTo("127.0.0.1");
      await pause(200);
    }
    throw notStarted();
  }

  /** Where all names lead from now on. */
  async nameLeadsTo(ip: string): Promise<void> {
    await fetch(`${NAMES}/set-default-ipv4`, { method: "POST", body: JSON.stringify({ ip }) });
  }

  /** The certificate that its own are signed with, in the end. */
  root(): Promise<string> {
    const ca = readFileSync(join(this.folder, "ca.pem"));
    return new Promise((resolve, reject) => {
      const asked = request({ host: ADDRESS, port: MANAGEMENT, path: "/roots/0", ca, agent: false }, (response) => {
        let text = "";
        response.on("data", (part: Buffer) => (text += part.toString()));
        response.on("end", () => resolve(text));
      });
      asked.on("error", reject).end();
    });
  }

  async close(): Promise<void> {
    for (const program of this.programs) {
      if (program.exitCode !== null) continue;
      program.kill();
      await once(program, "exit");
    }
    execFileSync("ip", ["address", "delete", `${ADDRESS}/32`, "dev", "lo"]);
  }
}

const notStarted = () => new Error("pebble did not answer within 20 s");
