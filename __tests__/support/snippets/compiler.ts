import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../constructs/source-tree";

/** As strict as any project that a snippet is copied into. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: ["node", "jest"],
  rootDir: ROOT,
  outDir: join(ROOT, "dist"),
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Compiles texts as files of this package, which finds itself by its name. One program for all: most of the time goes into
 * reading the types of the libraries.
 *
 * @returns what the compiler says, by the file's number
 */
export function compilerErrors(texts: readonly string[]): readonly (readonly string[])[] {
  const names = texts.map((_text, index) => join(ROOT, `snippet-${index}.ts`));
  const host = ts.createCompilerHost(OPTIONS);
  const textOf = (name: string) => texts[names.indexOf(name)];
  const program = ts.createProgram(names, OPTIONS, {
    ...host,
    fileExists: (name) => names.includes(name) || host.fileExists(name),
    readFile: (name) => textOf(name) ?? host.readFile(name),
    getSourceFile: (name, options, ...more) => {
      const text = textOf(name);
      return text === undefined ? host.getSourceFile(name, options, ...more) : ts.createSourceFile(name, text, options);
    },
  });
  return names.map((name) => {
    const file = program.getSourceFile(name)!;
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  });
}
