import { setTimeout as sleep } from "node:timers/promises";
import type * as Rest from "@octokit/rest" with { "resolution-mode": "import" };
import { githubRefused } from "./errors";

export type Octokit = InstanceType<typeof Rest.Octokit>;

export interface Access {
  /** `https://api.github.com`, or that of an own server. */
  readonly apiUrl: string;
  readonly token: string;
}

/** How often a request is made at most. */
const TRIES = 4;

/** Longer than this nobody waits in a job; GitHub asks for a minute where it asks for anything. */
const LONGEST_WAIT_SECONDS = 60;

interface Refusal {
  readonly status?: number;
  readonly message?: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/**
 * GitHub's API. What may succeed a second time is tried again: a server's failure, and too many requests at once. Whatever
 * fails for good is told in words that hold no token.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export async function connect({ apiUrl, token }: Access): Promise<Octokit> {
  const { Octokit: Client } = await import("@octokit/rest");
  const silent = { debug: noLog, info: noLog, warn: noLog, error: noLog };
  const octokit = new Client({ auth: token, baseUrl: apiUrl.replace(/\/+$/, ""), log: silent });
  octokit.hook.wrap("request", async (request, options) => {
    for (let tried = 1; ; tried++) {
      try {
        return await request(options);
      } catch (error) {
        const wait = waitAfter(error as Refusal, tried);
        // Of a comment that is written again there may be two: whoever writes it looks first.
        const isOnce = options.method === "POST" && options.url.endsWith("/comments");
        if (wait === undefined || tried === TRIES || isOnce) throw told(error as Refusal, options, token);
        await sleep(wait * 1000);
      }
    }
  });
  return octokit;
}

const noLog = (): void => undefined;

/** Seconds; undefined for what stays refused. */
function waitAfter({ status, message = "", response }: Refusal, tried: number): number | undefined {
  const asked = Number(response?.headers?.["retry-after"]);
  const isTooMany = status === 429 || (status === 403 && (!Number.isNaN(asked) || /secondary rate/i.test(message)));
  // Without a status nobody answered.
  if (!isTooMany && status !== undefined && status < 500) return undefined;
  return Math.min(Number.isNaN(asked) ? 2 ** (tried - 1) : Math.max(asked, 0), LONGEST_WAIT_SECONDS);
}

function told({ status, message = "" }: Refusal, options: { method: string; url: string }, token: string) {
  const hidden = token === "" ? message : message.replaceAll(token, "(redacted)");
  return githubRefused(`${options.method} ${options.url}`, status, hidden);
}
