/**
 * A string as Terraform must take it: `${` and `%{` start templates in every string of a Terraform JSON file, and cdktf
 * does not escape them. https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literal(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

/** The same for every string below a plain value, keys of maps included. */
export function literals<T>(value: T): T {
  return spelled(value) as T;
}

function spelled(value: unknown): unknown {
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [literal(key), spelled(inner)]));
}
