import type { Construct } from "constructs";
import { instanceTypeUnknown, instanceTypesMixed, noInstanceType } from "./errors";

/**
 * Family and size, without a list of families: AWS adds some every month.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
const FORM =
  /^(?<series>[a-z]+)(-?\d+)(?<options>[a-z0-9-]*)\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/;

export enum Architecture {
  AMD64 = "x86_64",
  ARM64 = "ARM_64",
}

/** @throws InvalidPlatform when a text is no instance type, or no single image starts them all */
export function architectureOf(scope: Construct, instanceTypes: readonly string[]): Architecture {
  if (instanceTypes.length === 0) throw noInstanceType(scope);
  const architectures = new Set(instanceTypes.map((one) => architecture(scope, one)));
  if (architectures.size > 1) throw instanceTypesMixed(scope, instanceTypes);
  return [...architectures][0]!;
}

/** After the generation, a `g` says Graviton; before it, a GPU. */
function architecture(scope: Construct, instanceType: string): Architecture {
  const { series, options } = FORM.exec(instanceType)?.groups ?? {};
  if (series === undefined || options === undefined) throw instanceTypeUnknown(scope, instanceType);
  return options.includes("g") || series === "a" ? Architecture.ARM64 : Architecture.AMD64;
}
