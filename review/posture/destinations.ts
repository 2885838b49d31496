import { subjectsOf, type FactsByKind, type Kind, type Platform } from "../../policies/facts/subject";
import type { Fact } from "../../policies/facts/fact";

type Facts = FactsByKind[Kind];

/** Longer words are no addresses. */
const LONGEST = 500;

/** Hosts outside that the head names and the base does not: where data newly goes. */
export function destinationsOf(base: readonly Platform[], head: readonly Platform[]): readonly string[] {
  const texts = new Set(textsIn(base));
  const added = textsIn(head).filter((text) => !texts.has(text));
  const own = ownNames(head);
  const named = added.flatMap(hostsIn).filter((place) => isOutside(nameOf(place), own));
  const before = new Set(named.length > 0 ? [...texts].flatMap(hostsIn) : []);
  return [...new Set([...named.filter((place) => !before.has(place)), ...newlyAsked(base, head)])].sort();
}

/** Data sources that ask a program or an address. */
function newlyAsked(base: readonly Platform[], head: readonly Platform[]): readonly string[] {
  const [before, after] = [base, head].map((side) =>
    side.flatMap((platform) => subjectsOf(platform, "stack").flatMap(({ outsideData }) => known(outsideData, []))),
  );
  return after!.filter((address) => !before!.includes(address));
}

const textsIn = (platforms: readonly Platform[]): readonly string[] =>
  platforms.flatMap(({ subjects }) => subjects.flatMap(textsOf));

const known = <T>(fact: Fact<T>, fallback: T): T => (fact.state === "known" ? fact.value : fallback);

/** What of a thing may name somebody that it talks to. */
function textsOf(subject: Facts): readonly string[] {
  switch (subject.kind) {
    case "container":
      return [
        ...known(subject.environment, new Map<string, string>()).values(),
        ...known(subject.command, []),
        ...known(subject.logOptions, new Map<string, string>()).values(),
        ...known(subject.uploads, []).map(({ text }) => text),
      ];
    case "release":
      return [known(subject.repository, "")];
    case "clusterService":
      return [known(subject.externalName, "")].filter(Boolean).map((name) => `external://${name}`);
    case "provider":
      return subject.connection.state === "known" ? [subject.connection.value.address] : [];
    default:
      return [];
  }
}

/** `scheme://host:port` of URLs, `host:port`, and the domain of mail. What follows may be a secret. */
function hostsIn(text: string): readonly string[] {
  const words = text
    .split("\n")
    .filter((line) => !/^\s*(#|--\s|\/\/\s)/.test(line))
    .flatMap((line) => line.split(/[\s"'`,;<>()[\]{}|\\]+/))
    .filter((word) => word.length > 2 && word.length <= LONGEST);
  return [...new Set(words)].flatMap(placesIn);
}

const HOST = "(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\\.){1,8}[a-z0-9-]{1,63}";
const URL_WORD = new RegExp(
  `([a-z][a-z0-9+.-]{0,20})://(?:[^/@]{0,200}@)?(${HOST}|[a-z0-9._-]{1,100})(:\\d{1,5})?`,
  "i",
);
const MAIL_WORD = new RegExp(`^[^@=/]{1,64}@(${HOST})$`, "i");
const PORT_WORD = new RegExp(`^(?:[\\w.-]{1,60}=)?(${HOST}):(\\d{1,5})$`, "i");

function placesIn(word: string): readonly string[] {
  const [, scheme, host, port = ""] = URL_WORD.exec(word) ?? [];
  if (scheme !== undefined) return [`${scheme}://${host!}${port}`.toLowerCase()];
  const [, domain] = MAIL_WORD.exec(word) ?? [];
  if (domain !== undefined) return [`mailto:${domain}`.toLowerCase()];
  const [, name, number] = PORT_WORD.exec(word) ?? [];
  return name === undefined ? [] : [`${name}:${number!}`.toLowerCase()];
}

const nameOf = (place: string): string => place.replace(/^([a-z][a-z0-9+.-]*:\/\/|mailto:)/, "").replace(/:\d+$/, "");

/** Names and addresses of this machine, this cluster and of who runs beside. A name without a dot is one of these. */
const INSIDE = /^(localhost|0\.0\.0\.0|127\.[\d.]+|host\.docker\.internal|.*\.(svc|svc\.cluster\.local|localhost))$/;

const isOutside = (name: string, own: ReadonlySet<string>): boolean =>
  name.includes(".") && !INSIDE.test(name) && !own.has(name);

const ownNames = (platforms: readonly Platform[]): ReadonlySet<string> =>
  new Set(
    platforms.flatMap(({ subjects }) =>
      subjects.flatMap((one) =>
        one.kind === "container" ? known(one.networks, []).flatMap(({ aliases }) => aliases) : [],
      ),
    ),
  );
