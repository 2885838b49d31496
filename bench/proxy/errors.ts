import { BulwarkError } from "../../operations/errors";

export const connectionEnded = () =>
  new BulwarkError("the other side ended a connection that was to be kept\nThe figures of this run are void.", 4);

export const notCounted = (head: string) =>
  new BulwarkError(
    `an answer does not say how long it is:\n${head}\nAsk for something else: bench/proxy/connection.ts needs Content-Length.`,
    4,
  );

export const notAnswered = (status: number) =>
  new BulwarkError(
    `an answer had status ${status}, not 200\nThe figures of this run are void; see the log of the way in.`,
    4,
  );
