import type { Statement } from "../../../policies/facts/access-statement";
import { documentText, statementsIn } from "../../../policies/readers/access-statement";
import { isObject } from "../../../policies/readers/objects";
import { AFTER_APPLY } from "../../model";
import type { ResourceChange } from "../../resource";
import type { PostureChange } from "../change";
import { surplusOf, type Surplus } from "./coverage";

/** Attributes that hold an access policy, whatever resource they are of. */
const HOLDERS = /^(policy|assume_role_policy|access_policy|access_policies|resource_policy|bucket_policy)$/;

/** Its `policy` says how long images stay, not who may do what. */
const OTHERS: ReadonlySet<string> = new Set(["aws_ecr_lifecycle_policy", "aws_ecrpublic_repository_policy_document"]);

const DOCUMENT = "data.aws_iam_policy_document";

/** What an access policy allows and did not, and what it no longer denies. */
export function accessChanges(change: ResourceChange): readonly PostureChange[] {
  const [before, after] = [policiesOf(change, "before"), policiesOf(change, "after")];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    if (was === is) return [];
    const told = comparedTexts(was, is);
    if (!told) return [];
    const { verdict, words, isExposure } = told;
    const more = words.length - MOST_NAMED;
    const said = words.slice(0, MOST_NAMED).join("; ") + (more > 0 ? `; and ${more} more` : "");
    const { stack, address } = change;
    return [
      {
        ...{ stack, subject: address, kind: "accessPolicy", fact: FACT, verdict, exposure: isExposure },
        // The attribute itself shows both texts.
        ...{ before: undefined, after: said, message: said },
        fix: "allow what is needed, to those who need it, on what they need it for",
      },
    ];
  });
}

/** As the verdict of a review knows it. */
const FACT = "allowedAccess";

/** Whether two texts are policies that mean the same. */
export function isSamePolicy(before: unknown, after: unknown): boolean {
  const [was, is] = [statementsIn(before), statementsIn(after)];
  if (!was || !is || versionOf(before) !== versionOf(after)) return false;
  return [surplusOf(was, is), surplusOf(is, was)].every((surplus) => surplus.length === 0);
}

const versionOf = (text: unknown): unknown => (JSON.parse(String(text)) as { readonly Version?: unknown }).Version;

function policiesOf(change: ResourceChange, side: "before" | "after"): ReadonlyMap<string, string> {
  const { type, [side]: attributes } = change;
  if (!attributes || OTHERS.has(type)) return new Map();
  if (type === DOCUMENT) return new Map([["statement", documentText(attributes) ?? AFTER_APPLY]]);
  if (!type.startsWith("aws_")) return new Map();
  const inline = ([attributes["inline_policy"] ?? []].flat() as readonly unknown[]).filter(isObject);
  return new Map([
    ...Object.entries(attributes).flatMap(([name, value]) =>
      HOLDERS.test(name) && typeof value === "string" ? [[name, value] as const] : [],
    ),
    ...inline.flatMap(({ name, policy }) =>
      typeof policy === "string" ? [[`inline_policy ${String(name)}`, policy] as const] : [],
    ),
  ]);
}

interface Told {
  readonly verdict: PostureChange["verdict"];
  readonly words: readonly string[];
  readonly isExposure: boolean;
}

/** Undefined for what is no access policy, and for what is not worse for being new. */
function comparedTexts(was: string | undefined, is: string | undefined): Told | undefined {
  const [before, after] = [was, is].map((text) => (text === undefined ? [] : statementsIn(text)));
  if (was === undefined) return after && newPolicy(after);
  if (before && after) return comparedStatements(before, after);
  // Neither side says that it is one.
  const isOpen = [was, is].some((text) => text !== undefined && (text === AFTER_APPLY || MAY_BE_ONE.test(text)));
  if (!before && !after && !isOpen) return undefined;
  return {
    verdict: "cannot-tell",
    words: ["its access policy cannot be told: it is an expression, or no policy"],
    isExposure: false,
  };
}

/** An expression; or a policy that is too long to be one, or broken. */
const MAY_BE_ONE = /^\s*\$\{|"Statement"/;

const ofEffect = (statements: readonly Statement[], effect: Statement["effect"]) =>
  statements.filter((one) => one.effect === effect);

function comparedStatements(before: readonly Statement[], after: readonly Statement[]): Told {
  const surplus = (effect: Statement["effect"], known: readonly Statement[], all: readonly Statement[]) =>
    surplusOf(ofEffect(known, effect), ofEffect(all, effect));
  const [more, fewer] = [surplus("Allow", before, after), surplus("Allow", after, before)];
  const [lost, added] = [surplus("Deny", after, before), surplus("Deny", before, after)];
  const worse = [...more.map(allowed), ...lost.map((one) => `no longer denies ${requestWords(one)}`)];
  if (worse.length > 0) return { verdict: "worse", words: worse, isExposure: more.some(isForEverybody) };
  const better = [
    ...fewer.map((one) => `no longer allows ${requestWords(one)}`),
    ...added.map((one) => `denies ${requestWords(one)}`),
  ];
  return better.length > 0
    ? { verdict: "better", words: better, isExposure: false }
    : { verdict: "neutral", words: ["says the same in other words"], isExposure: false };
}

/** Of what is new only what is for everybody, and what allows all. */
function newPolicy(after: readonly Statement[]): Told | undefined {
  const all = surplusOf([], ofEffect(after, "Allow"));
  const open = all.filter((one) => isForEverybody(one) && one.statement.conditions.length === 0);
  const total = all.filter(({ requests }) =>
    requests.some(({ action, resource }) => action === "*" && resource === "*"),
  );
  const words = [...new Set([...open, ...total])].map(allowed);
  return words.length > 0 ? { verdict: "worse", words, isExposure: open.length > 0 } : undefined;
}

const isForEverybody = ({ requests }: Surplus): boolean => requests.some(({ principal }) => principal === "*");

const allowed = (one: Surplus): string =>
  one.isLessConditional
    ? `allows ${requestWords(one)} under fewer or other conditions`
    : `newly allows ${requestWords(one)}`;

const MOST_NAMED = 4;
/** Of a word that is shown, in characters: an ARN has its say. */
const LONGEST = 200;

function requestWords({ requests }: Surplus): string {
  const named = (key: "action" | "resource" | "principal") => {
    const all = [...new Set(requests.map((request) => request[key].slice(0, LONGEST)))].filter((word) => word !== "");
    const more = all.length - MOST_NAMED;
    return `${all.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  };
  const [actions, resources, who] = [named("action"), named("resource"), named("principal")];
  const whom = who === "*" ? "everybody" : who;
  return `${actions}${resources === "" ? "" : ` on ${resources}`}${whom === "" ? "" : ` to ${whom}`}`;
}
