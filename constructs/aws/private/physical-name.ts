import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { nameTooLong } from "./errors";

/**
 * Name in the account of what a construct makes: that of the stack and the ids below it, so that two environments in one
 * account have nothing of one name.
 *
 * @param most characters that AWS allows
 */
export function physicalName(scope: Construct, most: number): string {
  const stack = TerraformStack.of(scope);
  const below = scope.node.scopes.slice(stack.node.scopes.length).map(({ node }) => node.id);
  const name = [stack.node.id, ...below].join("-").toLowerCase();
  if (name.length > most) throw nameTooLong(scope, name, most);
  return name;
}
