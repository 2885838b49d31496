import { InvalidPlatform } from "../constructs/core/errors";

export const stackTwice = (environment: string, stack: string) =>
  new InvalidPlatform(
    `[${stack}] is a stack of environment ${environment}, and of another environment as well\nRename one of the two: the parts of an environment in AWS are named behind it, such as ${environment}-network.`,
  );
