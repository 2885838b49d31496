import { z } from "zod";

const FACTORS: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Parts are divided by, which keeps `300m` at 0.3. */
const PARTS: Readonly<Record<string, number>> = { m: 1e3, u: 1e6, n: 1e9 };

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/** An amount of memory or of processors as a plain number: bytes, cores. */
export const quantity = z.union([z.string(), z.number()]).transform((written, context) => {
  const amount = amountOf(String(written));
  if (amount !== undefined) return amount;
  context.addIssue({ code: "custom", message: `'${written}' is not a quantity such as 512Mi or 250m` });
  return z.NEVER;
});

function amountOf(text: string): number | undefined {
  const [, digits, exponent = "", suffix = ""] = QUANTITY.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const amount = Number(digits + exponent);
  return suffix in PARTS ? amount / PARTS[suffix]! : amount * FACTORS[suffix]!;
}
