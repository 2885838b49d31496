export const refusedByHelm = (said: string) => new Error(`helm refused the values:\n${said}`);

export const notInSchema = (pointer: string) => new Error(`${pointer} is in an example and not in the schema`);

export const neverHappened = (said: string) =>
  new Error(`what the test waits for did not happen within 30 s; said until then:\n${said}`);

export const notRendered = (kind: string, name: string | undefined, names: readonly string[]) =>
  new Error(`the chart renders no ${kind} ${name ?? ""}; it renders: ${names.join(", ")}`);
