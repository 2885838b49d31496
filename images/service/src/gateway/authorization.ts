import type { FastifyInstance } from "fastify";
import { WatchedFile } from "../configuration/watched-file";
import { unauthorized } from "../errors";
import type { Service } from "../service";
import { securityEvent } from "../service";
import type { AcceptedTokens } from "./tokens";
import { isAuthorized, parseTokens } from "./tokens";

/** Accepted tokens, read again when the file changes. A file that cannot be used accepts nobody. */
function watchTokens({ configuration, lifecycle }: Service): WatchedFile<AcceptedTokens> {
  return new WatchedFile<AcceptedTokens>({
    path: configuration.tokensFile ?? "",
    parse: parseTokens,
    fallback: [],
    onChange: (problem) =>
      problem
        ? lifecycle.error({ reason: problem.message }, "the tokens cannot be read; every request is refused")
        : lifecycle.info("the tokens were read again"),
  });
}

/** Lets only the contract's health and metrics endpoints through without a token; whatever else comes gets 401. */
export function requireToken(app: FastifyInstance, service: Service): void {
  const tokens = watchTokens(service);
  tokens.watch();
  app.addHook("onClose", (_app, done) => {
    tokens.stop();
    done();
  });
  service.metrics.expectSecurityEvent("medium", "unauthorized");
  app.addHook("onRequest", (request, _reply, done) => {
    const open = request.routeOptions.config?.probe === true;
    if (open || isAuthorized(request.headers.authorization, tokens.value)) return done();
    securityEvent(service, request.log, "medium", "unauthorized");
    done(unauthorized());
  });
}
