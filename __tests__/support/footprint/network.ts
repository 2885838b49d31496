import { execFileSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import { parseMountinfo } from "../kernel/mountinfo";
import { fromProc, processIds } from "../kernel/processes";

/** Rules and chains of both IP versions without their packet counters. */
export function firewall(): readonly string[] {
  const rules = ["iptables-save", "ip6tables-save"].flatMap((program) => ruleLines(program, output(program)));
  return withOneUserJump(rules);
}

/**
 * With each network the engine takes away its jump to DOCKER-USER and puts it back in front; two networks at once leave it
 * there twice, which is no other firewall. https://github.com/moby/moby/pull/43585
 */
export function withOneUserJump(rules: readonly string[]): readonly string[] {
  return rules.filter((rule, index) => !rule.endsWith("-A FORWARD -j DOCKER-USER") || rules.indexOf(rule) === index);
}

/** The table is part of the line: the same chain name exists in several. */
export function ruleLines(program: string, saved: string): readonly string[] {
  let table = "";
  return saved.split("\n").flatMap((line) => {
    if (line.startsWith("*")) table = line;
    const rule = /^[:-]/.test(line);
    return rule ? [`${program} ${table} ${line.replace(/ \[\d+:\d+\]$/, "")}`] : [];
  });
}

export function interfaces(): readonly string[] {
  const links = JSON.parse(output("ip", "-details", "-json", "link") || "[]") as readonly Link[];
  return links.map(({ ifname, linkinfo }) => `${ifname} ${linkinfo?.info_kind ?? ""}`.trim()).sort();
}

interface Link {
  readonly ifname: string;
  readonly linkinfo?: { readonly info_kind?: string };
}

/**
 * Those that processes are in, and those that a mount keeps alive. Files of which the mount is gone are not counted: the
 * engine sweeps them out once a minute.
 */
export function namespaces(): readonly string[] {
  const used = processIds().flatMap((pid) => linkOf(`/proc/${pid}/ns/net`));
  const mounted = parseMountinfo(fromProc("self/mountinfo") ?? "").filter(({ type }) => type === "nsfs");
  const kept = mounted.map(({ root }) => root).filter((root) => root.startsWith("net:"));
  return [...new Set([...used, ...kept])].sort();
}

/** "" where the program is missing or may not be used: then nobody can have set anything with it. */
function output(program: string, ...args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

function linkOf(path: string): readonly string[] {
  try {
    return [readlinkSync(path)];
  } catch {
    return [];
  }
}
