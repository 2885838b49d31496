import { createServer } from "node:net";
import { parseNatRules } from "./reach/nat";
import { hasDefaultRoute4, hasDefaultRoute6 } from "./reach/routes";
import { listeners, parseSockets } from "./reach/sockets";

const HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const row = (local: string, state: string) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0`;
const table = (...rows: readonly string[]) => [HEADER, ...rows, ""].join("\n");

describe("a socket table", () => {
  it.each([
    ["0100007F:1F90", "127.0.0.1", 8080],
    ["00000000:0050", "0.0.0.0", 80],
    ["00000000000000000000000000000000:01BB", "::", 443],
    ["00000000000000000000000001000000:01BB", "::1", 443],
    ["B80D0120000000000000000001000000:0050", "2001:db8::1", 80],
    ["0000000000000000FFFF00000100007F:0050", "127.0.0.1", 80],
  ])("reads %s as %s and %d", (local, address, port) => {
    expect(parseSockets("tcp", table(row(local, "0A")))).toEqual([{ protocol: "tcp", address, port, inode: "4711" }]);
  });

  it("holds only sockets that listen, which UDP calls closed", () => {
    const rows = table(row("0100007F:0001", "01"), row("0100007F:0002", "0A"), row("0100007F:0003", "07"));
    expect(parseSockets("tcp", rows).map(({ port }) => port)).toEqual([2]);
    expect(parseSockets("udp", rows).map(({ port }) => port)).toEqual([3]);
  });

  it.each(["127.0.0.1", "::1"])("of this process shows its own server on %s", async (address) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    const { port } = server.address() as { port: number };
    const found = listeners("self").filter((listener) => listener.port === port);
    await new Promise((resolve) => server.close(resolve));
    expect(found).toEqual([expect.objectContaining({ protocol: "tcp", address })]);
    expect(listeners("self").filter((listener) => listener.port === port)).toEqual([]);
  });
});

describe("a route table", () => {
  const HEAD = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT";
  const near = "eth0\t0000C90A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0";
  const out = "eth0\t00000000\t0100C90A\t0003\t0\t0\t0\t00000000\t0\t0\t0";
  const half = "eth0\t00000000\t0100C90A\t0003\t0\t0\t0\t00000080\t0\t0\t0";

  it("leads out only by a route to everything", () => {
    expect(hasDefaultRoute4([HEAD, near, out].join("\n"))).toBe(true);
    expect(hasDefaultRoute4([HEAD, near, half].join("\n"))).toBe(false);
    expect(hasDefaultRoute4("")).toBe(false);
  });

  it("of IP version 6 does not count the kernel's rejecting route", () => {
    const zero = "0".repeat(32);
    const line = (device: string) => `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200 ${device}`;
    expect(hasDefaultRoute6(line("      lo"))).toBe(false);
    expect(hasDefaultRoute6(line("    eth0"))).toBe(true);
  });
});

describe("address translation rules", () => {
  const RULES = `*nat
:DOCKER - [0:0]
-A DOCKER -i docker0 -j RETURN
-A DOCKER -d 127.0.0.1/32 ! -i br-1 -p tcp -m tcp --dport 8443 -j DNAT --to-destination 10.201.0.2:443
-A DOCKER ! -i br-1 -p udp -m udp --dport 53 -j DNAT --to-destination 10.201.0.3:5353
-A POSTROUTING -s 10.201.0.2/32 -d 10.201.0.2/32 -p tcp -m tcp --dport 443 -j MASQUERADE
COMMIT
`;

  it("give the address that they are for, or any", () => {
    expect(parseNatRules(RULES, "0.0.0.0")).toEqual([
      { protocol: "tcp", address: "127.0.0.1", port: 8443, destination: "10.201.0.2:443" },
      { protocol: "udp", address: "0.0.0.0", port: 53, destination: "10.201.0.3:5353" },
    ]);
  });
});
