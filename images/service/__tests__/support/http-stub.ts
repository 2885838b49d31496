import type { IncomingMessage, RequestListener } from "node:http";
import { createServer } from "node:http";
import type { Lab } from "./lab";
import { freePort } from "./lab";

type Listener = (...parameters: Parameters<RequestListener>) => unknown;

/** A plain HTTP server that answers as told. A client that goes away fails nothing but its own request. */
export async function stub(lab: Lab, listener: Listener, port?: number): Promise<{ origin: string; port: number }> {
  const server = createServer(async (request, response) => {
    try {
      await listener(request, response);
    } catch {
      response.destroy();
    }
  });
  const chosen = port ?? (await freePort());
  await new Promise<void>((resolve) => server.listen(chosen, "127.0.0.1", resolve));
  lab.onRelease(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${chosen}`, port: chosen };
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
