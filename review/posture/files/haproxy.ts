import { boundAddress, EVERY_ADDRESS } from "../../../policies/facts/place";
import { lostGuards, textOf, type Line } from "./haproxy-guards";
import type { FileWord } from "./order";

const OPENS = /^stats (enable|admin|uri|socket)\b/;

/** Doors that are new, wider or without TLS, and guards that are gone. */
export function worseProxy(before: string, after: string): readonly FileWord[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  const known = new Set(was.map(textOf));
  return [
    ...newDoors(was, is),
    ...is
      .filter((line) => OPENS.test(line.text) && !known.has(textOf(line)))
      .map(({ section, text }) => ({ text: `opens in ${section}: ${text}`, isExposure: true })),
    ...lostGuards(was, is),
  ];
}

interface Door {
  readonly section: string;
  readonly address: string;
  readonly port: string;
  readonly isEncrypted: boolean;
  readonly asksClient: boolean;
}

function newDoors(was: readonly Line[], is: readonly Line[]): readonly FileWord[] {
  const known = doorsIn(was);
  return doorsIn(is).flatMap((door) => {
    const same = known.filter((one) => one.port === door.port && holds(one.address, door.address));
    const where = `${door.address === EVERY_ADDRESS ? "every address" : door.address}, port ${door.port}`;
    if (same.length === 0) return [{ text: `listens on ${where}`, isExposure: true }];
    const words = [
      ...(!door.isEncrypted && same.every(({ isEncrypted }) => isEncrypted) ? [`listens without TLS on ${where}`] : []),
      ...(!door.asksClient && same.every(({ asksClient }) => asksClient)
        ? [`asks for no certificate on ${where}`]
        : []),
    ];
    return words.map((text) => ({ text, isExposure: true }));
  });
}

const holds = (address: string, other: string): boolean => address === EVERY_ADDRESS || address === other;

/** More doors than this nobody has; they are told by their lines alone. */
const MOST_DOORS = 1000;

const doorsIn = (lines: readonly Line[]): readonly Door[] => lines.flatMap(doorOf).slice(0, MOST_DOORS);

function doorOf({ section, text }: Line): readonly Door[] {
  const [word, places = "", ...options] = text.split(/\s+/);
  if (word !== "bind") return [];
  return places.split(",").map((place) => {
    const [, address = "", port = ""] = /^(.*?):?([^:]*)$/.exec(place) ?? [];
    return {
      section,
      address: boundAddress(address === "*" ? "" : address),
      port,
      isEncrypted: options.includes("ssl"),
      asksClient: /\bverify required\b/.test(text),
    };
  });
}

function linesOf(text: string): readonly Line[] {
  let section = "";
  return text.split("\n").flatMap((line) => {
    const said = line.replace(/(^|\s)#.*$/, "").trim();
    if (said === "") return [];
    if (/^\S/.test(line)) section = said;
    return [{ section, text: said }];
  });
}
