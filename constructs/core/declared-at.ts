/** Of this package: its own frames say nothing to its users. */
const PACKAGE = __dirname.replace(/[/\\]constructs[/\\]core$/, "");

/** Constructors within constructors, and the program that calls them. */
const FRAMES = 12;

/**
 * Where the program that uses this library makes the construct whose constructor asks: `src/shop.ts:21`, from the working
 * folder, so that it is the same on every machine. Undefined for what this package makes itself, and for what lies elsewhere.
 */
export function declaredAt(): string | undefined {
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const traced: { readonly stack?: string } = {};
  Error.captureStackTrace(traced);
  Error.stackTraceLimit = depth;
  const root = `${process.cwd()}/`;
  // https://v8.dev/docs/stack-trace-api
  const places = [...traced.stack!.matchAll(/\(?((?:file:\/\/)?\/[^():]+):(\d+):\d+\)?$/gm)].map(
    ([, file = "", line]) => [file.replace(/^file:\/\//, ""), line] as const,
  );
  const own = places.find(([file]) => !file.startsWith(`${PACKAGE}/`) && !file.includes("/node_modules/"));
  return own?.[0].startsWith(root) ? `${own[0].slice(root.length)}:${own[1]}` : undefined;
}
