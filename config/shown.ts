/** Names of keys whose values never belong into a file that is shared. */
const SECRET = /passw(or)?d|passphrase|secret|token|credential|api[-_]?key|access[-_]?key|private[-_]?key/i;

export const looksSecret = (key: string | number | undefined): boolean => typeof key === "string" && SECRET.test(key);

/** A value as an error message shows it: short, on one line, and without a password that somebody wrote into a URL. */
export function shown(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return typeof value;
  const masked = value.replace(/:\/\/[^/@\s]*@/, "://(not shown)@");
  const text = JSON.stringify(masked);
  return text.length > 63 ? `${text.slice(0, 60)}…"` : text;
}
