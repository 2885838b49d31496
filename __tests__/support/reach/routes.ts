import { fromProc } from "../kernel/processes";

/** True when packets to an unknown address have somewhere to go from the network namespace of this process. */
export function hasDefaultRoute(pid: number): boolean {
  return (
    hasDefaultRoute4(fromProc(`${pid}/net/route`) ?? "") || hasDefaultRoute6(fromProc(`${pid}/net/ipv6_route`) ?? "")
  );
}

/** Reads /proc/net/route: interface, destination, gateway, flags, …, mask at 7. */
export function hasDefaultRoute4(table: string): boolean {
  const rows = table.split("\n").map((line) => line.split("\t"));
  return rows.some((fields) => fields[1] === "00000000" && fields[7] === "00000000");
}

/** Reads /proc/net/ipv6_route; the kernel keeps a rejecting default route on the loopback interface. */
export function hasDefaultRoute6(table: string): boolean {
  const rows = table.split("\n").map((line) => line.trim().split(/\s+/));
  return rows.some((fields) => /^0{32}$/.test(fields[0] ?? "") && fields[1] === "00" && fields.at(-1) !== "lo");
}
