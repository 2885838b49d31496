import { judge } from "../evaluate";
import type { Rule } from "../rule";

/** Words for an environment, those of one row for the same. */
const ENVIRONMENTS: readonly (readonly string[])[] = [
  ["prod", "production", "prd", "live"],
  ["staging", "stage", "stg", "preprod", "preproduction"],
  ["dev", "develop", "development"],
  ["test", "testing", "tst"],
  ["qa", "uat", "acceptance"],
  ["sandbox", "demo", "local"],
];

interface Own {
  /** The stack's name: that of its environment, or that and a part. */
  readonly id: string;
  readonly place: string;
}

/** By the words for environments in both places, else by the folder that is named like the stack's environment. */
function isForeign(own: Own, other: string): boolean {
  const here = environmentsIn(`${own.place}/${own.id}`);
  const there = environmentsIn(other);
  if (here.size > 0 && there.size > 0) return ![...there].some((one) => here.has(one));
  const folder = folderOf(own.place);
  const isEnvironment = folder !== undefined && (own.id === folder || own.id.startsWith(`${folder}-`));
  const otherFolder = folderOf(other);
  return isEnvironment && otherFolder !== undefined && otherFolder !== folder && !SHARED.test(otherFolder);
}

/** What belongs to no environment, or to all. */
const SHARED = /^(shared|global|common|base|bootstrap|core|org|organization|account|accounts|root)$/i;

function environmentsIn(place: string): ReadonlySet<number> {
  const words = place.toLowerCase().split(/[^a-z0-9]+/);
  return new Set(ENVIRONMENTS.flatMap((row, index) => (words.some((word) => row.includes(word)) ? [index] : [])));
}

/** The first folder of a key. */
const folderOf = (place: string): string | undefined => /^[a-z0-9]+:\/\/[^/]+\/([^/]+)\//.exec(place)?.[1];

export const foreignState: Rule<"stack"> = {
  id: "BWK-foreign-state",
  title: "reads no state of another environment",
  severity: "high",
  why: "What another environment changes then changes this one, and its secrets are read along with its names.",
  fix: "Read the state of the same environment, or publish what all may know in a place of its own.",
  bad: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } }, "data": { "terraform_remote_state": { "network": { "backend": "s3", "config": { "bucket": "state", "key": "staging/network.tfstate", "region": "eu-west-1" } } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } }, "data": { "terraform_remote_state": { "network": { "backend": "s3", "config": { "bucket": "state", "key": "prod/network.tfstate", "region": "eu-west-1" } } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/state/remote-state-data",
    "https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/backend.html",
  ],
  on: "stack",
  needs: ["backend", "remoteStates"],
  check: ({ id, backend, remoteStates }) =>
    judge(remoteStates, "whose state it reads", (all) => {
      if (all.length === 0) return undefined;
      return judge(backend, "where its own state is kept", ({ place }) => {
        const foreign = all.filter((other) => isForeign({ id, place }, other.place));
        const said = foreign.map((other) => `${other.address} (${other.place})`).sort();
        return said.length > 0 ? `reads the state of another environment: ${said.join(", ")}` : undefined;
      });
    }),
};
