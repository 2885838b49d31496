import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { pythonPackages } from "../python/packages";
import { emulatorEnded } from "./errors";

const OVERLAY = join(__dirname, "overlay", "server.py");

/** moto with the overlay beside this file, on a free port of the loopback: AWS without an account. */
export class Emulator {
  static start(): Promise<Emulator> {
    const [python = "", ...args] = command();
    // `-m moto.server` gives way to a program that changes moto first.
    return Emulator.run(python, [...args.slice(0, -2), OVERLAY]);
  }

  /** moto as it is published. */
  static startStock(): Promise<Emulator> {
    const [python = "", ...args] = command();
    return Emulator.run(python, args);
  }

  private static async run(python: string, args: readonly string[]): Promise<Emulator> {
    const child = spawn(python, [...args, "-H", "127.0.0.1", "-p", "0"], { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    for await (const line of createInterface({ input: child.stderr })) {
      said += `${line}\n`;
      const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (url !== undefined) return new Emulator(child, url);
    }
    throw emulatorEnded(said);
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    // Or it would stand still once the pipe is full: it prints a line for each request.
    child.stderr?.resume();
  }

  /** What Terraform and the AWS clients read. The keys open nothing anywhere. */
  get variables(): Readonly<Record<string, string>> {
    return { AWS_ENDPOINT_URL: this.url, ...KEYS, AWS_EC2_METADATA_DISABLED: "true" };
  }

  /** What a client of the SDK is made with. */
  client(region: string) {
    const credentials = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY };
    return { endpoint: this.url, region, credentials };
  }

  async stop(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
  }
}

/** Recognisable, since a test looks for the second where it must not be. */
export const KEYS = {
  AWS_ACCESS_KEY_ID: "bulwark-tests",
  AWS_SECRET_ACCESS_KEY: "not-a-key-but-looked-for-like-one",
} as const;

/** @throws Error with the reason where there is no moto, and it cannot be installed */
const command = (): readonly string[] =>
  pythonPackages({
    name: "moto, which answers for S3 here,",
    module: "moto",
    make: "motoFor",
    missing: "BULWARK_MOTO_MISSING",
  });
