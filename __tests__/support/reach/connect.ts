import { join } from "node:path";
import { runScript } from "../kernel/node-script";

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** `open`, `refused`, `timeout`, or the kernel's code, such as ENETUNREACH. */
export type Attempt = Endpoint & { readonly outcome: string };

export interface ResolvedName {
  readonly name: string;
  readonly addresses: readonly string[];
}

export interface ConnectRequest {
  readonly endpoints: readonly Endpoint[];
  readonly names: readonly string[];
  /** How long is waited for answers after the last attempt. @default 500 */
  readonly timeoutMs?: number;
}

export interface ConnectAnswer {
  readonly connections: readonly Attempt[];
  readonly names: readonly ResolvedName[];
}

/** Tries connections and names from within the network namespace of a process; the container needs no program for it. */
export async function connectFrom(pid: number, request: ConnectRequest): Promise<ConnectAnswer> {
  const within = ["nsenter", "--target", String(pid), "--net"];
  return (await runScript(
    join(__dirname, "connector.js"),
    { ...request, timeoutMs: request.timeoutMs ?? 500 },
    within,
  )) as ConnectAnswer;
}
