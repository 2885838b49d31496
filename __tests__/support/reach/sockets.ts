import { fromProc } from "../kernel/processes";

export interface Listener {
  readonly protocol: "tcp" | "udp";
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

/** States of include/net/tcp_states.h: a UDP socket that receives is in TCP_CLOSE. */
const LISTENING = { tcp: "0A", udp: "07" } as const;

/** What listens in the network namespace of a process; "self" for that of this one. */
export function listeners(pid: number | "self"): readonly Listener[] {
  const tables = (["tcp", "udp"] as const).flatMap((protocol) =>
    ["", "6"].flatMap((version) => parseSockets(protocol, fromProc(`${pid}/net/${protocol}${version}`) ?? "")),
  );
  return tables.filter(({ port }) => port !== 0);
}

/** Reads /proc/net/tcp, tcp6, udp or udp6. https://docs.kernel.org/networking/proc_net_tcp.html */
export function parseSockets(protocol: "tcp" | "udp", table: string): readonly Listener[] {
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTENING[protocol])
    .map((fields) => ({ protocol, ...endpointOf(fields[1] ?? ""), inode: fields[9] ?? "" }));
}

function endpointOf(text: string) {
  const [address = "", port = ""] = text.split(":");
  return { address: address.length === 8 ? version4(address) : version6(address), port: parseInt(port, 16) };
}

/** Words are written in the byte order of the machine, little on all that Docker runs on but s390x. */
function version4(hex: string): string {
  return [...Buffer.from(hex, "hex")].reverse().join(".");
}

function version6(hex: string): string {
  const words = (hex.match(/.{8}/g) ?? []).map((word) => Buffer.from(word, "hex").reverse().toString("hex"));
  const mapped = words.slice(0, 3).join("") === "00000000000000000000ffff";
  if (mapped) return [...Buffer.from(words[3] ?? "", "hex")].join(".");
  return new URL(`http://[${(words.join("").match(/.{4}/g) ?? []).join(":")}]`).hostname.slice(1, -1);
}
