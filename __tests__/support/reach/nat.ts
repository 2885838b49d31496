import { execFileSync } from "node:child_process";

/** A port of the host that the firewall hands on to a container. */
export interface NatRule {
  readonly protocol: string;
  /** 0.0.0.0 or :: when the rule names no address. */
  readonly address: string;
  readonly port: number;
  readonly destination: string;
}

/** The destination translations in this network namespace, of both IP versions. */
export function natRules(): readonly NatRule[] {
  return [...parseNatRules(saved("iptables-save"), "0.0.0.0"), ...parseNatRules(saved("ip6tables-save"), "::")];
}

/** A machine without the program cannot have been given rules by it. */
function saved(program: string): string {
  try {
    return execFileSync(program, ["-t", "nat"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

/** Reads what `iptables-save -t nat` prints. */
export function parseNatRules(text: string, anyAddress: string): readonly NatRule[] {
  const lines = text.split("\n").filter((line) => line.includes("-j DNAT") && line.includes("--dport"));
  return lines.map((line) => ({
    protocol: option(line, "-p") ?? "",
    address: (option(line, "-d") ?? anyAddress).replace(/\/\d+$/, ""),
    port: Number(option(line, "--dport")),
    destination: option(line, "--to-destination") ?? "",
  }));
}

function option(line: string, name: string): string | undefined {
  const words = line.split(" ");
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}
