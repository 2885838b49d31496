import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { AWS } from "../plans/cloud";

export const REGION = AWS.settings.region;

/** Resources of a stack by type and name, as Terraform reads them. */
export interface AwsStackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** What a stack of somebody's own becomes. It has the provider, and no state in a bucket. */
export function awsStack(declare: (stack: TerraformStack) => void, name = "shop"): AwsStackJson {
  const stack = new TerraformStack(new App({ stackTraces: false }), name);
  new AwsProvider(stack, "aws", { ...AWS.settings, skipMetadataApiCheck: "true" });
  declare(stack);
  const {
    terraform: _terraform,
    provider: _provider,
    ...json
  } = JSON.parse(Testing.synth(stack, true)) as AwsStackJson & {
    readonly terraform: unknown;
    readonly provider: unknown;
  };
  return json;
}

/** The only resource of a type. @throws Error when there are none or several */
export function theOnly(json: AwsStackJson, type: string): Readonly<Record<string, unknown>> {
  const all = Object.values(json.resource?.[type] ?? {});
  expect([type, all.length]).toEqual([type, 1]);
  return all[0]!;
}

/** What a resource's policy says, by the Sid of each statement. */
export function statementsOf(policy: unknown): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const { Statement } = JSON.parse(policy as string) as { readonly Statement: readonly { readonly Sid: string }[] };
  return Object.fromEntries(Statement.map((one) => [one.Sid, one]));
}
