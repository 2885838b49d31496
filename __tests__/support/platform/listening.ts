import { createServer, type Server } from "node:net";

/** A program that listens on a port of this machine while `action` runs. */
export async function whileListening<T>(port: number, action: () => Promise<T>): Promise<T> {
  const server: Server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  try {
    return await action();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
