import type { Construct } from "constructs";
import { stackTwice } from "./errors";

/** @throws InvalidPlatform when another environment has a stack of that name, such as `shop-network` and `shop` */
export function unusedName(scope: Construct, environment: string, stack: string): string {
  if (scope.node.tryFindChild(stack)) throw stackTwice(environment, stack);
  return stack;
}
