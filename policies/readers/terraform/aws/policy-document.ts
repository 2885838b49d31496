import type { Statement, Words } from "../../../facts/access-statement";
import { declared, inPart, unknown, type Fact } from "../../../facts/fact";
import { documentText, statementsIn } from "../../access-statement";
import type { Resource } from "../resource";
import type { Surroundings } from "../surroundings";

/**
 * The statements of a policy: a text of JSON in which expressions may stand, or what a data source puts together. Of a word
 * that is nothing but an expression nobody knows what it allows.
 */
export function documentIn(resource: Resource, attribute: string, around: Surroundings): Fact<readonly Statement[]> {
  const { attributes } = resource;
  const said = attributes.text(attribute);
  if (!said) return declared([]);
  const [, address] = DOCUMENT.exec(attributes.written(attribute)) ?? [];
  const document = address === undefined ? undefined : around.document(address);
  const text = document
    ? documentText(document)
    : said.state === "known"
      ? said.value
      : withoutQuotes(attributes.written(attribute));
  const statements = statementsIn(text);
  if (!statements) return said.state === "known" ? unknown("expression") : said;
  return statements.some(isOpen) ? inPart(statements, "expression") : declared(statements);
}

const DOCUMENT = /^\$\{\s*(data\.aws_iam_policy_document\.[\w-]+)(?:\[[^\]]*\])?\.json\s*\}$/;

/** Quotes within an expression end no text of JSON. */
const withoutQuotes = (text: string): string =>
  text.replace(/\$\{[^{}]*\}/g, (expression) => expression.replaceAll(/\\*"/g, "'"));

const isOpen = ({ effect, actions, resources, principals }: Statement): boolean =>
  effect === "Allow" && [actions, resources, principals].some(hasOpenWord);

const hasOpenWord = ({ words }: Words): boolean => words.some((word) => OPEN.test(word.replace(/^\w+:(?=\$\{)/, "")));

/** Nothing but an expression that may stand for everything; an attribute of a thing that is made stands for that thing. */
const OPEN = /^\$\{\s*(?!(?:data\.)?aws_\w+\.[\w.[\]'-]+\s*\})[^}]*\}$/;
