import type { FileWord } from "./order";

/** What a user may do. https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/ */
interface Rights {
  readonly needsPassword: boolean;
  readonly places: ReadonlySet<string>;
  readonly allowed: ReadonlySet<string>;
  readonly forbidden: ReadonlySet<string>;
}

const NONE: Rights = { needsPassword: true, places: new Set(), allowed: new Set(), forbidden: new Set() };

/** Users that come in without a password, or may touch and do more. */
export function worseUsers(before: string, after: string): readonly FileWord[] {
  const known = usersIn(before);
  return [...usersIn(after)].flatMap(([user, rights]) => worseRights(user, known.get(user), rights));
}

function worseRights(user: string, before: Rights | undefined, after: Rights): readonly FileWord[] {
  const was = before ?? NONE;
  const isOpen = was.needsPassword && !after.needsPassword;
  const places = was.places.has("~*") ? [] : [...after.places].filter((place) => !was.places.has(place));
  const allowed = was.allowed.has("@all") ? [] : [...after.allowed].filter((command) => !was.allowed.has(command));
  const freed = after.allowed.has("@all") ? [...was.forbidden].filter((command) => !after.forbidden.has(command)) : [];
  const more = [
    ...places.map((place) => `touch ${place}`),
    ...allowed.map((command) => `do ${command}`),
    ...freed.map((command) => `do ${command}`),
  ];
  // A user that is new may do what it is there for.
  const isTold = before !== undefined || (after.allowed.has("@all") && after.forbidden.size === 0);
  return [
    ...(isOpen ? [{ text: `lets ${user} in without a password`, isExposure: true }] : []),
    ...(isTold && more.length > 0 ? [{ text: `lets ${user} ${more.join(", ")}`, isExposure: false }] : []),
  ];
}

function usersIn(text: string): ReadonlyMap<string, Rights> {
  const users = text.split("\n").flatMap((line) => {
    const [, user, said] = /(?:^|['"\s])user (\S{1,200}) (.*)$/.exec(line.slice(0, 10_000)) ?? [];
    const words = said?.split(/[\s'"]+/) ?? [];
    return user !== undefined && words.some((word) => word === "on") ? [[user, rightsOf(words)] as const] : [];
  });
  return new Map(users);
}

/** Word after word: a later one takes back an earlier one. */
function rightsOf(words: readonly string[]): Rights {
  let needsPassword = true;
  let places: readonly string[] = [];
  let allowed = new Set<string>();
  let forbidden = new Set<string>();
  for (const word of words) {
    if (word === "nopass") needsPassword = false;
    else if (/^[>#]/.test(word) || /^(resetpass|reset)$/.test(word)) needsPassword = true;
    if (word === "resetkeys" || word === "reset") places = [];
    else if (/^(%[RW]+)?~|^&/.test(word)) places = [...places, word];
    else if (/^all(keys|channels)$/.test(word)) places = [...places, word === "allkeys" ? "~*" : "&*"];
    const [, sign, command] = /^([+-])(.+)$/.exec(SPELLED[word] ?? word) ?? [];
    if (command === undefined) continue;
    if (command === "@all") [allowed, forbidden] = [new Set(sign === "+" ? ["@all"] : []), new Set()];
    else if (sign === "+") forbidden.delete(command);
    else allowed.delete(command);
    (sign === "+" ? allowed : forbidden).add(command);
  }
  return { needsPassword, places: new Set(places), allowed, forbidden };
}

const SPELLED: Readonly<Record<string, string>> = { allcommands: "+@all", nocommands: "-@all", reset: "-@all" };
