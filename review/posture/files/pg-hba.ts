import { holdsAddress } from "../ranges";
import type { FileWord } from "./order";

type Transport = "local" | "tls" | "plain";

/** Who is let in from where, by one line. https://www.postgresql.org/docs/current/auth-pg-hba-conf.html */
interface Line {
  readonly transports: readonly Transport[];
  readonly databases: readonly string[];
  readonly users: readonly string[];
  /** Empty for the socket of the machine. */
  readonly address: string;
  readonly method: string;
}

const TRANSPORTS: Readonly<Record<string, readonly Transport[]>> = {
  local: ["local"],
  host: ["tls", "plain"],
  hostssl: ["tls"],
  hostnossl: ["plain"],
  hostgssenc: ["tls"],
  hostnogssenc: ["tls", "plain"],
};

/** How hard it is to come in; what is not here takes proof of who one is. */
const WEAK: ReadonlyMap<string, number> = new Map(Object.entries({ trust: 0, password: 1, ident: 1, md5: 2 }));
const strengthOf = (method: string): number => WEAK.get(method) ?? 3;

/** More lines than this no server is told; beyond them nothing is compared. */
const MOST_LINES = 500;

/** Names in one line, likewise. */
const MOST_NAMES = 20;

/** One way in: of a line with several names, each of them. */
interface Way extends Line {
  readonly database: string;
  readonly user: string;
  readonly transport: Transport;
}

/** Who comes in that did not, from further away or by less. */
export function worseAuthentication(before: string, after: string): readonly FileWord[] {
  const known = admittedBy(before);
  const found = admittedBy(after)
    .flatMap(waysOf)
    .filter((way) => !isKnown(known, way))
    .map(admission);
  return [...new Map(found.map((word) => [word.text, word])).values()];
}

const waysOf = (line: Line): readonly Way[] =>
  line.databases.flatMap((database) =>
    line.users.flatMap((user) => line.transports.map((transport) => ({ ...line, database, user, transport }))),
  );

function admission({ address, method, database, user, transport }: Way): FileWord {
  const clear = transport === "plain" ? " in clear text" : "";
  const from = transport === "local" ? "from its own machine" : `from ${address}${clear}`;
  const how = method === "trust" ? "without a password" : `by ${method}`;
  return { text: `lets ${user} into ${database} ${from} ${how}`, isExposure: transport !== "local" };
}

/** A range in pieces is the same range. */
function isKnown(known: readonly Line[], { transport, database, user, method, address }: Way): boolean {
  const as = known.filter(
    (one) =>
      one.transports.includes(transport) &&
      includes(one.databases, database) &&
      includes(one.users, user) &&
      strengthOf(one.method) <= strengthOf(method),
  );
  if (transport === "local") return as.length > 0;
  const addresses = as.map((one) => one.address);
  return addresses.includes(address) || holdsAddress(addresses, address);
}

const includes = (names: readonly string[], name: string): boolean => names.includes("all") || names.includes(name);

/** The first line that fits counts: what an earlier one refuses no later one lets in. */
function admittedBy(text: string): readonly Line[] {
  const lines = text.split("\n").slice(0, MOST_LINES).flatMap(lineOf);
  return lines.flatMap((line, at) => {
    if (line.method === "reject") return [];
    const refusals = lines.slice(0, at).filter(({ method }) => method === "reject");
    const open = line.transports.filter((transport) => !isRefused(refusals, line, transport));
    return open.length > 0 ? [{ ...line, transports: open }] : [];
  });
}

const isRefused = (refusals: readonly Line[], line: Line, transport: Transport): boolean => {
  const about = refusals.filter(
    ({ transports, databases, users }) =>
      transports.includes(transport) &&
      line.databases.every((database) => includes(databases, database)) &&
      line.users.every((user) => includes(users, user)),
  );
  if (transport === "local") return about.length > 0;
  return holdsAddress(
    about.map(({ address }) => address),
    line.address,
  );
};

function lineOf(text: string): readonly Line[] {
  const [type = "", databases = "", users = "", ...rest] = text.replace(/#.*$/, "").trim().split(/\s+/);
  const transports = Object.hasOwn(TRANSPORTS, type) ? TRANSPORTS[type] : undefined;
  if (!transports || users === "") return [];
  const isLocal = type === "local";
  // An address and its mask may be two words.
  const hasMask = !isLocal && /^[\d.]+$|^[\da-f:]+$/i.test(rest[1] ?? "") && rest.length > 2;
  const address = isLocal ? "" : hasMask ? withMask(rest[0]!, rest[1]!) : (rest[0] ?? "");
  const method = rest[isLocal ? 0 : hasMask ? 2 : 1] ?? "";
  const [into, who] = [databases, users].map((names) => names.split(",", MOST_NAMES));
  return [{ transports, databases: into!, users: who!, address, method }];
}

/** Of 255.255.0.0 the length; what is none of IPv4 stays as it is written. */
function withMask(address: string, mask: string): string {
  const bits = mask
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
  return /^1*0*$/.test(bits) && bits.length === 32
    ? `${address}/${!bits.includes("0") ? 32 : bits.indexOf("0")}`
    : `${address} ${mask}`;
}
