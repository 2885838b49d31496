import { createServer } from "node:net";

/** Where something listens, or will. */
export interface Address {
  /** "127.0.0.1", "0.0.0.0". */
  readonly address: string;
  readonly port: number;
}

/** Why nobody can listen there now ("EADDRINUSE", "EACCES"); nothing when somebody can. */
export async function tryPortHolder({ address, port }: Address): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
