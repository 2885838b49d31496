import { createServer, type AddressInfo, type Server } from "node:net";
import { listeners, portHolder } from "../../../operations/platform/port-holder";

describe("the program that listens on a port", () => {
  let server: Server;
  const port = () => (server.address() as AddressInfo).port;

  beforeEach(() => {
    server = createServer();
    return new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it("is told by name and process", async () => {
    expect(await portHolder(port())).toMatch(new RegExp(`^\\S.* \\(process ${process.pid}\\)$`));
  });

  it("is nobody once it has closed", async () => {
    const freed = port();
    await new Promise((resolve) => server.close(resolve));
    expect(await portHolder(freed)).toBeUndefined();
  });

  it("is not told where nothing can be read", async () => {
    expect(await portHolder(port(), "/nonexistent")).toBeUndefined();
  });
});

describe("a table of sockets", () => {
  const row = (address: string, state: string, inode: number) =>
    `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0`;
  const table = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    row("0100007F:20FB", "0A", 11),
    row("00000000000000000000000000000000:20FB", "0A", 12),
    row("0100007F:20FB", "01", 13),
    row("0100007F:1F90", "0A", 14),
    row("0100007F:0050", "0A", 15),
  ].join("\n");

  it("yields the listeners of one port alone: neither connections nor other ports", () => {
    expect(listeners(table, 8443)).toEqual(["11", "12"]);
    expect(listeners(table, 80)).toEqual(["15"]);
    expect(listeners(table, 9)).toEqual([]);
  });
});
