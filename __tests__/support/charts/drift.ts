import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../constructs/source-tree";
import { resolved, type Located, type Schema } from "./schema";

const VALUES = join(ROOT, "constructs/targets/kubernetes/private/values.ts");

/** A type of values.ts, with the checker that knows it. */
export interface DeclaredType {
  readonly type: ts.Type;
  readonly checker: ts.TypeChecker;
}

/** @param text instead of what the file holds */
export function declaredType(name: string, text?: string): DeclaredType {
  const options = { strict: true, target: ts.ScriptTarget.ES2022, lib: ["lib.es5.d.ts"], types: [] };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([VALUES], options, {
    ...host,
    readFile: (file) => (file === VALUES && text !== undefined ? text : host.readFile(file)),
    getSourceFile: (file, version, ...more) =>
      file === VALUES && text !== undefined
        ? ts.createSourceFile(file, text, version)
        : host.getSourceFile(file, version, ...more),
  });
  const checker = program.getTypeChecker();
  const file = checker.getSymbolAtLocation(program.getSourceFile(VALUES)!)!;
  return { type: checker.getDeclaredTypeOfSymbol(file.exports!.get(ts.escapeLeadingUnderscores(name))!), checker };
}

/** Where a schema and a type say different things, both ways; empty when they agree. */
export function drift({ type, checker }: DeclaredType, root: Schema): readonly string[] {
  return new Comparison(checker, root).compare(type, { schema: root, at: "#" });
}

class Comparison {
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly root: Schema,
  ) {}

  compare(declared: ts.Type, located: Located): readonly string[] {
    const type = this.checker.getNonNullableType(declared);
    const { schema, at } = resolved(this.root, located);
    if (isArray(type)) return this.compareItems(type, { schema, at });
    if (type.isUnion() && !isBoolean(type)) return this.compareUnion(type, { schema, at });
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) {
      return differing(at, this.checker.typeToString(type), primitiveOf(schema));
    }
    const index = type.getStringIndexType();
    if (!index) return this.compareObject(type, { schema, at });
    return typeof schema.additionalProperties === "object"
      ? this.compare(index, { schema: schema.additionalProperties, at: `${at}/additionalProperties` })
      : [`${at}: is no map`];
  }

  private compareItems(type: ts.Type, { schema, at }: Located): readonly string[] {
    const item = this.checker.getTypeArguments(type as ts.TypeReference)[0]!;
    return schema.items ? this.compare(item, { schema: schema.items, at: `${at}/items` }) : [`${at}: is no list`];
  }

  /** Words are an enum; an alternative of objects is a `oneOf` in the same order, a word among them a `const`. */
  private compareUnion({ types }: ts.UnionType, { schema, at }: Located): readonly string[] {
    const words = types.filter((one) => one.isStringLiteral()).map(({ value }) => value);
    if (words.length === types.length) return differing(at, sorted(words), sorted(schema.enum ?? []));
    const alternatives = schema.oneOf ?? [];
    const objects = alternatives.filter((one) => one.const === undefined);
    const said = alternatives.flatMap((one) => (one.const === undefined ? [] : [one.const]));
    return [
      ...differing(at, sorted(words), sorted(said)),
      ...types
        .filter((one) => !one.isStringLiteral())
        .flatMap((one, index) => this.compare(one, { schema: objects[index] ?? {}, at: `${at}/oneOf/${index}` })),
    ];
  }

  private compareObject(type: ts.Type, { schema, at }: Located): readonly string[] {
    const members = type.getProperties();
    const required = members.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(({ name }) => name);
    const { properties = {} } = schema;
    return [
      ...differing(`${at}/properties`, sorted(members.map(({ name }) => name)), sorted(Object.keys(properties))),
      ...differing(`${at}/required`, sorted(required), sorted(schema.required ?? [])),
      ...(schema.additionalProperties === false ? [] : [`${at}: is open`]),
      ...members
        .filter(({ name }) => name in properties)
        .flatMap((one) =>
          this.compare(this.checker.getTypeOfSymbol(one), {
            schema: properties[one.name]!,
            at: `${at}/properties/${one.name}`,
          }),
        ),
    ];
  }
}

const isArray = ({ symbol }: ts.Type): boolean => /^(Readonly)?Array$/.test(symbol?.name ?? "");

const isBoolean = (type: ts.UnionType): boolean => Boolean(type.flags & ts.TypeFlags.Boolean);

const primitiveOf = ({ type }: Schema): string => (type === "integer" ? "number" : (type ?? "nothing"));

const sorted = (names: readonly string[]): string => [...names].sort().join(" ");

const differing = (at: string, declared: string, said: string): readonly string[] =>
  declared === said ? [] : [`${at}: the type has '${declared}', the schema '${said}'`];
