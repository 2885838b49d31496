import { createServer, type AddressInfo, type Server } from "node:net";

import { tryPortHolder } from "../../../operations/setup/port";

describe("a port", () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  it("is taken while somebody listens, and free afterwards", async () => {
    const { port } = server.address() as AddressInfo;
    expect(await tryPortHolder({ address: "127.0.0.1", port })).toBe("EADDRINUSE");
    await new Promise((resolve) => server.close(resolve));
    expect(await tryPortHolder({ address: "127.0.0.1", port })).toBeUndefined();
  });

  it("cannot be had at an address of another machine", async () => {
    expect(await tryPortHolder({ address: "192.0.2.1", port: 8443 })).toBe("EADDRNOTAVAIL");
  });
});
