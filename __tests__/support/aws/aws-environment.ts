import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Environment } from "../../../config";
import { crossChecks } from "../../../config/cross-checks";
import { problemText } from "../../../config/problem";
import { readSettings } from "../../../config/read-settings";
import { environmentSettings } from "../../../config/schema";
import { addStacks } from "../../../stacks";
import type { Values } from "../../../stacks/aws-stack";
import type { AwsStackJson } from "./aws-stack";

/** All that an environment may have in AWS, each with no more than is asked for. */
export const ALL_OF_AWS = `target: kubernetes
state: { s3: { bucket: shop-states, region: eu-west-1 } }
aws:
  accountId: "123456789012"
  region: eu-west-1
  tags: { team: shop }
  network: { cidr: 10.20.0.0/16 }
  cluster:
    version: "1.35"
    administrators: ["arn:aws:iam::123456789012:role/ops"]
    nodes:
      general: { instanceTypes: [m7g.large], min: 3, desired: 3, max: 9 }
  database: {}
  cache: { users: { orders: "on ~orders:* -@all +@read" } }
  stream: {}
  images: { repositories: [shop/api] }
  notices: { mails: [on-call@example.com], monthlyUsDollars: 2000 }
  audit: { bucket: shop-audit }
platform:
  layers:
    items: { image: "registry.example.com/items:1.0", port: 8001 }
`;

/** What is wrong with a text, one line per problem. */
export const complaintsOf = (text: string): readonly string[] =>
  readSettings(text, environmentSettings, crossChecks).problems.map(problemText);

export function environmentIn(text: string, name = "shop"): Environment {
  const { settings, problems } = readSettings(text, environmentSettings, crossChecks);
  expect(problems).toEqual([]);
  return { name, file: `/environments/${name}.yaml`, settings: settings!, text, schemas: {} };
}

export interface AwsPartJson extends AwsStackJson {
  readonly "//": { readonly values: Values };
  readonly terraform: {
    readonly backend: { readonly s3?: { readonly key: string } };
    readonly required_providers: { readonly aws: { readonly version: string } };
  };
  readonly provider: { readonly aws: readonly Readonly<Record<string, unknown>>[] };
  readonly variable?: Readonly<Record<string, { readonly type: string; readonly description: string }>>;
}

/** The text of each stack of an environment in the order in which they are applied, and a word with the folder. */
export function synthesizedStacks(
  text: string,
  look: (outdir: string) => void = () => undefined,
): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "bulwark-aws-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const stacks = addStacks(app, { environment: environmentIn(text), builtImages: {} });
    app.synth();
    look(outdir);
    const read = (id: string) => readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8");
    return new Map(stacks.map(({ node: { id } }) => [id, read(id)]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export const partIn = (stacks: ReadonlyMap<string, string>, id: string): AwsPartJson =>
  JSON.parse(stacks.get(id)!) as AwsPartJson;
