import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakePull {
  readonly number: number;
  readonly state: "open" | "closed";
  readonly author: string;
  readonly branch: string;
  readonly fork: string;
  readonly base: string;
  head: string;
  title: string;
  files: readonly string[];
  commits: readonly { readonly author: string | undefined }[];
  reviews: readonly { readonly login: string; readonly state: string; readonly commit: string }[];
}

export interface FakeRun {
  readonly id: number;
  readonly head: string;
  readonly branch: string;
  readonly fork: string;
  readonly conclusion: string;
  readonly event: string;
  readonly artifacts: Readonly<Record<string, Buffer>>;
}

export interface FakeComment {
  readonly id: number;
  readonly login: string;
  body: string;
}

export interface FakeCheck {
  readonly name: string;
  readonly head_sha: string;
  readonly conclusion: string;
  readonly output: { readonly title: string; readonly summary: string };
}

const BOT = "github-actions[bot]";

/** As much of GitHub as a review asks and writes, on 127.0.0.1; what else is asked for is not found. */
export class FakeGitHub {
  readonly pulls: FakePull[] = [];
  readonly runs: FakeRun[] = [];
  readonly checks: FakeCheck[] = [];
  readonly comments: FakeComment[] = [];
  /** Answers that come in place of the next ones whose method and path begin so. */
  readonly failures: { readonly request: string; readonly status: number; readonly body?: string }[] = [];
  /** What was asked, in order. */
  readonly requests: string[] = [];

  static async start(repository: string, token: string): Promise<FakeGitHub> {
    const fake = new FakeGitHub(repository, token);
    for (const server of [fake.server, fake.store])
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  private readonly server: Server;
  /** Artifacts lie with somebody else, who may not be told the token. */
  private readonly store: Server;

  private constructor(
    private readonly repository: string,
    private readonly token: string,
  ) {
    const answer = (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response);
    this.server = createServer(answer);
    this.store = createServer(answer);
  }

  get url(): string {
    return addressOf(this.server);
  }

  async stop(): Promise<void> {
    for (const server of [this.server, this.store]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const given = JSON.parse((await textOf(request)) || "{}") as Record<string, unknown>;
    this.requests.push(`${request.method} ${url.pathname}`);
    const { status = 200, body, headers = {} } = this.replyTo(request, url, given);
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  }

  private replyTo({ method, headers }: IncomingMessage, url: URL, given: Record<string, unknown>): Reply {
    const asked = `${method} ${url.pathname}`;
    const wanted = url.pathname.startsWith("/blob/") ? undefined : `token ${this.token}`;
    if (headers.authorization !== wanted) return { status: 401, body: {} };
    const failure = this.failures.findIndex(({ request }) => asked.startsWith(request));
    if (failure >= 0) {
      const [{ status, body = "no" }] = this.failures.splice(failure, 1) as [FakeGitHub["failures"][number]];
      const isPassing = status >= 500 || body.includes("secondary");
      return { status, body: { message: body }, headers: isPassing ? { "retry-after": "0" } : {} };
    }
    const path = url.pathname.replace(`/repos/${this.repository}/`, "").replace(/^\//, "");
    for (const [pattern, reply] of this.routes(url, given)) {
      const match = pattern.exec(`${method} ${path}`);
      if (match) return reply(match.slice(1).map(Number));
    }
    return { status: 404, body: { message: "Not Found" } };
  }

  private routes(url: URL, given: Record<string, unknown>): readonly [RegExp, (ids: readonly number[]) => Reply][] {
    const pull = (number: number | undefined) => this.pulls.find((one) => one.number === number)!;
    const page = <T>(all: readonly T[]) => pageOf(all, url);
    const head = url.searchParams.get("head");
    return [
      [/^GET blob\/(\d+)$/, ([id]) => ({ body: this.artifacts[id! - 1]!.bytes })],
      [/^GET actions\/runs\/(\d+)$/, ([id]) => ({ body: runJson(this.runs.find((run) => run.id === id)!) })],
      [/^GET actions\/runs\/(\d+)\/artifacts$/, ([id]) => ({ body: this.artifactsOf(id!) })],
      [
        /^GET actions\/artifacts\/(\d+)\/zip$/,
        ([id]) => ({ status: 302, body: {}, headers: { location: `${addressOf(this.store)}/blob/${id}` } }),
      ],
      [
        /^GET pulls$/,
        () =>
          page(this.pulls.filter((one) => one.state === "open" && head === `${one.fork}:${one.branch}`).map(pullJson)),
      ],
      [/^GET pulls\/(\d+)$/, ([number]) => ({ body: pullJson(pull(number)) })],
      [/^GET pulls\/(\d+)\/files$/, ([number]) => page(pull(number).files.map((filename) => ({ filename })))],
      [/^GET pulls\/(\d+)\/commits$/, ([number]) => page(pull(number).commits.map(commitJson))],
      [/^GET pulls\/(\d+)\/reviews$/, ([number]) => page(pull(number).reviews.map(reviewJson))],
      [
        /^GET issues\/\d+\/comments$/,
        () => page(this.comments.map(({ id, login, body }) => ({ id, body, user: { login } }))),
      ],
      [/^POST issues\/\d+\/comments$/, () => this.comment(String(given["body"]))],
      [/^PATCH issues\/comments\/(\d+)$/, ([id]) => this.comment(String(given["body"]), id)],
      [/^POST check-runs$/, () => this.check(given as unknown as FakeCheck)],
    ];
  }

  private comment(body: string, id?: number): Reply {
    const known = this.comments.find((one) => one.id === id);
    if (known) known.body = body;
    else this.comments.push({ id: this.comments.length + 1, login: BOT, body });
    return { body: {} };
  }

  private check(check: FakeCheck): Reply {
    this.checks.push(check);
    return { status: 201, body: {} };
  }

  /** The place of an artifact among all is its id. */
  private get artifacts() {
    return this.runs.flatMap(({ id, artifacts }) =>
      Object.entries(artifacts).map(([name, bytes]) => ({ run: id, name, bytes })),
    );
  }

  private artifactsOf(run: number) {
    const all = this.artifacts.map(({ name, bytes, run: of }, at) => ({
      ...{ id: at + 1, name, size_in_bytes: bytes.length, expired: false, of },
    }));
    const artifacts = all.filter(({ of }) => of === run);
    return { total_count: artifacts.length, artifacts };
  }
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Reply {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function pageOf<T>(all: readonly T[], url: URL): Reply {
  const [page, size] = [Number(url.searchParams.get("page") ?? 1), Number(url.searchParams.get("per_page") ?? 30)];
  const next = new URL(url);
  next.searchParams.set("page", `${page + 1}`);
  const body = all.slice((page - 1) * size, page * size);
  return all.length > page * size ? { body, headers: { link: `<${next.href}>; rel="next"` } } : { body };
}

const runJson = ({ id, event, conclusion, head, branch, fork }: FakeRun) => ({
  ...{ id, event, conclusion, head_sha: head, head_branch: branch },
  head_repository: { owner: { login: fork } },
});

const pullJson = ({ number, state, title, head, base, author }: FakePull) => ({
  ...{ number, state, title, head: { sha: head }, base: { ref: base }, user: { login: author } },
});

const commitJson = ({ author }: FakePull["commits"][number]) => {
  const who = author === undefined ? null : { login: author };
  return { author: who, committer: who };
};

const reviewJson = ({ login, state, commit }: FakePull["reviews"][number]) => ({
  ...{ state, commit_id: commit, user: { login, type: "User" } },
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
