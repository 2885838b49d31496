import type { FileWord } from "./order";

/** A line in its section. https://docs.haproxy.org/3.0/configuration.html#4 */
export interface Line {
  readonly section: string;
  readonly text: string;
}

/** What keeps somebody out, or asks who is there. */
const GUARDS =
  /^(http-request|tcp-request \w+|http-after-response) (auth|deny|reject|tarpit|silent-drop|return status 4\d\d|redirect scheme https)\b|^stats (auth|http-request auth)\b|^block\b|\bverify required\b/;

/** Guards that are gone, and who is newly let past one that names whom it lets pass. */
export function lostGuards(was: readonly Line[], is: readonly Line[]): readonly FileWord[] {
  const [before, after] = [new Guarded(was), new Guarded(is)];
  const lost = was
    .filter((line) => GUARDS.test(line.text) && !after.all.has(textOf(line)))
    .filter((line) => !after.routings.has(actionOf(line)) && !isAskedElse(line, before, after))
    .map(({ section, text }) => ({ text: `no longer guards ${section}: ${text}`, isExposure: true }));
  return [...newWays(before, after, is), ...lost];
}

export const textOf = ({ section, text }: Line): string => `${section}\n${text}`;

/** `… if !route_a !route_b`: whoever is not on the list is kept out. */
const ROUTING = /\sif((?: ![\w.-]+)+)$/;

const isRouting = ({ text }: Line): boolean => GUARDS.test(text) && ROUTING.test(text);

const routesIn = ({ text }: Line): readonly string[] =>
  (ROUTING.exec(text)?.[1] ?? "").split(" !").filter((name) => name !== "");

const actionOf = (line: Line): string => (isRouting(line) ? `${line.section}\n${line.text.replace(ROUTING, "")}` : "");

/** `… if route_a !route_b !{ http_auth(operators) }`: for whom it asks who is there, and whom another one asks. */
const ASKING = /\sif ([\w.-]+)((?: ![\w.-]+)*) !\{ http_auth(?:_bearer\b|\()[^}]*\}$/;

interface Question {
  /** By section and name, whom it asks. */
  readonly asked: string;
  /** In the same way, whom it lets pass. */
  readonly passed: readonly string[];
}

function questionIn({ section, text }: Line): Question | undefined {
  const [, route, others = ""] = (GUARDS.test(text) ? ASKING.exec(text) : undefined) ?? [];
  if (route === undefined) return undefined;
  const passed = others.split(" !").filter((name) => name !== "");
  return { asked: `${section}\n${route}`, passed: passed.map((name) => `${section}\n${name}`) };
}

/** What the conditions of a file mean. */
class Guarded {
  readonly all: ReadonlySet<string>;
  /** What is done with whoever is not on a list. */
  readonly routings: ReadonlySet<string>;
  /** Whom the lists let pass, by section and name. */
  readonly routes: ReadonlySet<string>;
  /** By section and name: the questions for who is there, by their lines. */
  readonly asked = new Map<string, Map<string, Question>>();
  /** By section and name, what makes a condition true. */
  readonly meanings = new Map<string, Set<string>>();
  readonly known = new Set<string>();

  constructor(lines: readonly Line[]) {
    this.all = new Set(lines.map(textOf));
    const routings = lines.filter(isRouting);
    this.routings = new Set(routings.map(actionOf));
    this.routes = new Set(routings.flatMap((line) => routesIn(line).map((route) => `${line.section}\n${route}`)));
    const all = lines.flatMap((line) => [questionIn(line) ?? []].flat().map((one) => [textOf(line), one] as const));
    // Those who are let pass are asked by others, which let fewer pass.
    for (const [text, question] of all.sort(([, one], [, other]) => one.passed.length - other.passed.length)) {
      // Who is let pass without being on the list is a door of its own.
      if (!question.passed.every((route) => this.routes.has(route) || this.asked.has(route))) continue;
      this.asked.set(
        question.asked,
        (this.asked.get(question.asked) ?? new Map<string, Question>()).set(text, question),
      );
    }
    for (const { section, text } of lines) {
      const [, name = "", meaning = ""] = /^acl (\S+) (.*)$/.exec(text) ?? [];
      const key = `${section}\n${name}`;
      if (name === "") continue;
      addTo(this.meanings, key, meaning);
      this.known.add(meaning);
    }
    // Some conditions the program brings itself.
    for (const line of routings)
      for (const route of routesIn(line)) {
        const key = `${line.section}\n${route}`;
        if (!this.meanings.has(key)) this.meanings.set(key, new Set([route]));
      }
  }
}

function addTo(all: Map<string, Set<string>>, key: string, value: string): void {
  const there = all.get(key);
  if (there) there.add(value);
  else all.set(key, new Set([value]));
}

/** A token in place of a password; or what was guarded is there no more, under no other name either. */
function isAskedElse(line: Line, before: Guarded, after: Guarded): boolean {
  const { asked, passed } = questionIn(line) ?? { asked: "", passed: [] };
  if (asked === "") return false;
  const isJudged = (route: string) => passed.includes(route) || after.asked.has(route) || !before.meanings.has(route);
  const others = [...(after.asked.get(asked) ?? [])].filter(([text]) => !before.all.has(text));
  if (others.some(([, other]) => other.passed.every(isJudged))) return true;
  const were = before.meanings.get(asked);
  if (!were || after.meanings.has(asked)) return false;
  return [...were].every((meaning) => !after.known.has(meaning));
}

/** Routes that the list newly lets pass, or lets more pass by, and that ask nobody who is there. */
function newWays(before: Guarded, after: Guarded, is: readonly Line[]): readonly FileWord[] {
  return is.filter(isRouting).flatMap((line) =>
    routesIn(line).flatMap((route) => {
      const key = `${line.section}\n${route}`;
      const more = [...(after.meanings.get(key) ?? [])].filter((one) => !before.meanings.get(key)?.has(one));
      if (more.length === 0 || after.asked.has(key)) return [];
      return [{ text: `lets everybody pass ${line.section} by ${more.join(", ")}`, isExposure: true }];
    }),
  );
}
