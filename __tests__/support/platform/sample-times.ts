import { secretValues } from "./secret-values";
import type { WayInClient } from "./way-in";

interface Answer {
  readonly data: { readonly result: readonly { readonly values: readonly (readonly [number, string])[] }[] };
}

/** When Prometheus took the samples of a series within the last minutes, in seconds, as they lie in its data. */
export async function sampleTimes(wayIn: WayInClient, environment: string, series: string): Promise<readonly number[]> {
  const password = secretValues(environment).find(({ name }) => name === "way-in-password")!.value;
  const authorization = `Basic ${Buffer.from(`operator:${password}`).toString("base64")}`;
  const query = encodeURIComponent(`${series}[10m]`);
  const { body } = await wayIn.ask(`/prometheus/api/v1/query?query=${query}`, { headers: { authorization } });
  return (JSON.parse(body) as Answer).data.result
    .flatMap(({ values }) => values.map(([at]) => at))
    .sort((a, b) => a - b);
}

/** The longest time without a sample. */
export function longestGap(times: readonly number[]): number {
  return Math.max(...times.slice(1).map((time, index) => time - times[index]!));
}
