/** One wrong setting: which variable, and a sentence that says what is allowed and what it got. */
export interface ConfigurationProblem {
  readonly variable: string;
  readonly message: string;
}

/** All wrong settings at once, so that one start shows every mistake. */
export class ConfigurationError extends Error {
  constructor(public readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.name = "ConfigurationError";
  }
}

/** An answer that is not a success: what the client is told, and nothing more. */
export class HttpProblem extends Error {
  constructor(
    public readonly statusCode: number,
    public readonly code: string,
    message: string,
    public readonly headers: Readonly<Record<string, string>> = {},
    public readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "HttpProblem";
  }
}

/** A dependency did not answer in time. */
export class DeadlineExceeded extends Error {
  constructor(public readonly milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = "DeadlineExceeded";
  }
}

/** A health endpoint answered, but not with success. */
export class UnexpectedStatus extends Error {
  constructor(public readonly status: number) {
    super(`answered HTTP ${status}`);
    this.name = "UnexpectedStatus";
  }
}

/** The peer closed the connection before it had anything that it could have acted on. */
export class NotTaken extends Error {
  readonly code: string | undefined;

  constructor(cause: NodeJS.ErrnoException) {
    super(cause.message, { cause });
    this.name = "NotTaken";
    this.code = cause.code;
  }
}

export const configurationInvalid = (problems: readonly ConfigurationProblem[]): ConfigurationError =>
  new ConfigurationError(problems);

export const fileUnusable = (path: string, why: string): Error => new Error(`${path} ${why}`);

export const deadlineExceeded = (milliseconds: number): DeadlineExceeded => new DeadlineExceeded(milliseconds);

export const unexpectedStatus = (status: number): UnexpectedStatus => new UnexpectedStatus(status);

export const notTaken = (cause: NodeJS.ErrnoException): NotTaken => new NotTaken(cause);

export const badRequest = (message: string): HttpProblem => new HttpProblem(400, "invalid_request", message);

export const badUrl = (): HttpProblem =>
  new HttpProblem(400, "invalid_url", "the URL is not a path with valid percent-encoding");

export const unauthorized = (): HttpProblem =>
  new HttpProblem(401, "unauthorized", "a valid token is needed; send 'Authorization: Bearer <token>'", {
    "www-authenticate": "Bearer",
  });

export const notFound = (): HttpProblem => new HttpProblem(404, "not_found", "there is nothing at this address");

export const nothingStored = (key: string): HttpProblem =>
  new HttpProblem(404, "not_found", `nothing is stored under '${key}'`);

export const unknownUpstream = (known: readonly string[]): HttpProblem =>
  new HttpProblem(404, "unknown_upstream", `no such upstream; there are: ${known.join(", ") || "none"}`);

export const payloadTooLarge = (limitBytes: number): HttpProblem =>
  new HttpProblem(413, "payload_too_large", `the body must be at most ${limitBytes} bytes`, { connection: "close" });

export const notConfigured = (dependency: string, variable: string): HttpProblem =>
  new HttpProblem(501, "not_configured", `this service runs without ${dependency}; set ${variable} to use it`);

export const upstreamUnreachable = (upstream: string, reason: string): HttpProblem =>
  new HttpProblem(502, "bad_gateway", `upstream '${upstream}' failed: ${reason}`, {}, { upstream });

export const dependencyUnavailable = (dependency: string, reason: string): HttpProblem =>
  new HttpProblem(503, "dependency_unavailable", `${dependency} is unavailable: ${reason}`, {}, { dependency });

export const upstreamTimeout = (upstream: string, milliseconds: number): HttpProblem =>
  new HttpProblem(
    504,
    "gateway_timeout",
    `upstream '${upstream}' did not answer within ${milliseconds} ms`,
    {},
    {
      upstream,
    },
  );
