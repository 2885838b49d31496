import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const nameTooLong = (scope: Construct, name: string, most: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] would be named '${name}', which has ${name.length} characters, and AWS allows ${most}\nPass a shorter name, or give the stack or the construct a shorter id.`,
  );
