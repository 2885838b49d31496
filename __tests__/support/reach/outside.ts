import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Endpoint } from "./connect";

/** A machine beyond the engine's host, for as long as the test holds it. */
export interface Outside extends Endpoint {
  close(): Promise<void>;
}

/** Documentation addresses: no real machine has them. https://www.rfc-editor.org/rfc/rfc5737 */
const OUTER = "198.51.100.1";
const INNER = "198.51.100.2";
const [NEAR, FAR] = ["bulwark-near", "bulwark-far"];

const ip = (...args: readonly string[]) => execFileSync("ip", args, { stdio: ["ignore", "ignore", "inherit"] });

/**
 * A network namespace of its own behind a cable, with one listener. The engine's host routes to it and translates, so
 * a container answers the question "does anything get out?" by connecting to it.
 */
export async function openOutside(): Promise<Outside> {
  const listener = spawn("unshare", ["--net", process.execPath, join(__dirname, "listener.js")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [port] = (await once(listener.stdout, "data")) as [Buffer];
  const within = ["--target", String(listener.pid), "--net", "ip"];
  const far = (...args: readonly string[]) => execFileSync("nsenter", [...within, ...args], { stdio: "ignore" });
  ip("link", "add", NEAR, "type", "veth", "peer", "name", FAR, "netns", String(listener.pid));
  ip("address", "add", `${INNER}/30`, "dev", NEAR);
  ip("link", "set", NEAR, "up");
  far("address", "add", `${OUTER}/30`, "dev", FAR);
  far("link", "set", FAR, "up");
  const close = async () => {
    ip("link", "delete", NEAR);
    listener.kill("SIGKILL");
    await once(listener, "exit");
  };
  return { address: OUTER, port: Number(port.toString()), close };
}
