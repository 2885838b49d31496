import { dirname, join } from "node:path";
import * as ts from "typescript";
import type { Sources } from "./source-tree";

export interface Import {
  readonly from: string;
  /** A file's path from the root, `npm:<package>` or `node:<module>`. */
  readonly to: string;
  /** Erased when compiled. */
  readonly typeOnly: boolean;
}

/** Every import and re-export of a set of files, static or not. */
export function importsOf(sources: Sources): readonly Import[] {
  return [...sources].flatMap(([from, text]) => {
    const file = ts.createSourceFile(from, text, ts.ScriptTarget.ES2022);
    const found: Import[] = [];
    const visit = (node: ts.Node): void => {
      const said = specifierOf(node);
      if (said) found.push({ from, to: resolved(from, said.specifier, sources), typeOnly: said.typeOnly });
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

interface Said {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function specifierOf(node: ts.Node): Said | undefined {
  if (ts.isImportDeclaration(node)) return said(node.moduleSpecifier, isTypeImport(node.importClause));
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return said(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return said(node.argument.literal, true);
  if (ts.isCallExpression(node) && isLoad(node) && node.arguments[0]) return said(node.arguments[0], false);
  return undefined;
}

const said = (specifier: ts.Node, typeOnly: boolean): Said | undefined =>
  ts.isStringLiteralLike(specifier) ? { specifier: specifier.text, typeOnly } : undefined;

const isLoad = ({ expression }: ts.CallExpression): boolean =>
  expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === "require");

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return !clause.name && !!named && ts.isNamedImports(named) && named.elements.every(({ isTypeOnly }) => isTypeOnly);
}

function resolved(from: string, specifier: string, sources: Sources): string {
  if (specifier.startsWith("node:")) return specifier;
  if (!specifier.startsWith(".")) return `npm:${specifier}`;
  const path = join(dirname(from), specifier);
  return [`${path}.ts`, `${path}/index.ts`].find((one) => sources.has(one)) ?? path;
}
