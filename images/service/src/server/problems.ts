import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HttpProblem, notFound } from "../errors";
import type { Service } from "../service";
import { spanOf } from "./request-span";

/** What fastify itself refuses (too large, not JSON, unknown media type, …): its own words are safe to show. */
function fromFramework(error: FastifyError): HttpProblem | undefined {
  const { statusCode, code, message } = error;
  if (!statusCode || statusCode < 400 || statusCode > 499 || !code?.startsWith("FST_")) return undefined;
  return new HttpProblem(statusCode, code.replace(/^FST_(ERR_)?/, "").toLowerCase(), message);
}

const internalError = (): HttpProblem => new HttpProblem(500, "internal_error", "something went wrong; see the log");

function answer(reply: FastifyReply, problem: HttpProblem, traceId: string): FastifyReply {
  const { statusCode, code, message, details, headers } = problem;
  return reply
    .code(statusCode)
    .headers(headers)
    .send({ error: code, message, traceId, ...details });
}

/** Every failure is JSON with a code, a sentence and the trace id; never a stack, never the words of a driver. */
export function answerProblems(app: FastifyInstance, { tracing }: Service): void {
  const traceIdOf = (request: FastifyRequest): string => spanOf(request.raw, tracing).context.traceId;
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = error instanceof HttpProblem ? error : fromFramework(error);
    if (!problem) request.log.error({ error }, "request failed");
    return answer(reply, problem ?? internalError(), traceIdOf(request));
  });
  app.setNotFoundHandler((request, reply) => answer(reply, notFound(), traceIdOf(request)));
}
