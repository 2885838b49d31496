import { connect } from "node:net";
import { withDeadline } from "../health/deadline";

/** Rejects unless something accepts a connection within the deadline. */
export function checkTcp(host: string, port: number, timeoutMs: number): Promise<void> {
  return withDeadline(timeoutMs, (signal) => connected(host, port, signal));
}

function connected(host: string, port: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const settle = (finish: () => void) => (): void => {
      socket.destroy();
      finish();
    };
    socket.once("connect", settle(resolve));
    socket.once("error", (error) => settle(() => reject(error))());
    signal.addEventListener("abort", () => socket.destroy(), { once: true });
  });
}
