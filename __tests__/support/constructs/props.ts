import * as ts from "typescript";
import type { Sources } from "./source-tree";

/** What is wrong with a member of an interface that callers fill in. */
export interface PropFault {
  readonly where: string;
  readonly fault: string;
}

/** Members of exported `*Props` and `*Options` are readonly, and optional ones say in their docstring what happens without. */
export function propFaults(sources: Sources): readonly PropFault[] {
  const having = [...sources].filter(([, text]) => /interface \w*(Props|Options)\b/.test(text));
  return having.flatMap(([path, text]) => {
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    return file.statements
      .filter(ts.isInterfaceDeclaration)
      .filter(({ name, modifiers }) => isExported(modifiers) && /(Props|Options)$/.test(name.text))
      .flatMap((one) => one.members.filter(ts.isPropertySignature).flatMap((member) => faultsOf(path, one, member)));
  });
}

const isExported = (modifiers: readonly ts.ModifierLike[] = []): boolean =>
  modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function faultsOf(path: string, owner: ts.InterfaceDeclaration, member: ts.PropertySignature): readonly PropFault[] {
  const where = `${path} ${owner.name.text}.${member.name.getText()}`;
  const isReadonly = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) ?? false;
  const preset = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
  const says = preset && ts.getTextOfJSDocComment(preset.comment)?.trim();
  return [
    ...(isReadonly ? [] : [{ where, fault: "is not readonly" }]),
    ...(member.questionToken && !says ? [{ where, fault: "is optional and has no @default" }] : []),
  ];
}
