/** Largest body that is taken, also when it is only passed on. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

/** Largest head of a request: Node's own default, said here because the routes' limits hang on it. */
export const MAX_HEADER_BYTES = 16 * 1024;

/** A request must be complete, and its head, after this time: slow clients hold no connection for longer. */
export const REQUEST_TIMEOUT_MS = 30_000;
export const HEADERS_TIMEOUT_MS = 10_000;

/** Longer than any proxy keeps an idle connection, so that it is never this side that closes one under a request. */
export const KEEP_ALIVE_MS = 75_000;
