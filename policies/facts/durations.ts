const SECONDS = {
  w: 604_800,
  d: 86_400,
  h: 3_600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
} as const;

/**
 * `1m30s`, `500ms`, `1.5h`, `2d` in seconds; undefined for what is no duration.
 * https://pkg.go.dev/time#ParseDuration, days and weeks as Compose has them:
 * https://docs.docker.com/reference/compose-file/extension/#specifying-durations
 */
export function secondsOf(text: string): number | undefined {
  if (text === "0") return 0;
  if (!/^\+?((\d+(\.\d*)?|\.\d+)(ms|us|µs|μs|ns|[wdhms]))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/([\d.]+)([a-zµμ]+)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * SECONDS[unit as keyof typeof SECONDS], 0);
}

/** `1 day`, `6 days`. */
export const inDays = (days: number): string => `${days} ${days === 1 ? "day" : "days"}`;
