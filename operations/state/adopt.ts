import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { STACK_FILE } from "../manifest";

const stackJson = z.looseObject({
  resource: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
});

/** What AWS has already, by the address under which a state is to know it. */
export interface Found {
  readonly address: string;
  /** As `terraform import` wants it. */
  readonly id: string;
}

/** Of these the id follows from what the stack says. */
const ID_OF: Readonly<Record<string, (block: Readonly<Record<string, unknown>>, account: string) => unknown>> = {
  aws_s3_bucket: ({ bucket }) => bucket,
  aws_kms_alias: ({ name }) => name,
  aws_iam_role: ({ name }) => name,
  aws_iam_policy: ({ name }, account) => `${account}:policy/${String(name)}`,
  aws_iam_openid_connect_provider: ({ url }, account) =>
    `${account}:oidc-provider/${String(url).replace("https://", "")}`,
  aws_dynamodb_table: ({ name }) => name,
};

/**
 * What Terraform could not make because it is there: a run that was killed made it, and came not to note it.
 *
 * @param said Terraform's last words
 * @param account what IAM's ARNs of the account begin with
 */
export function alreadyThere(said: string, folder: string, account: string): readonly Found[] {
  const { resource } = stackJson.parse(JSON.parse(readFileSync(join(folder, STACK_FILE), "utf8")));
  return addressesIn(said).flatMap((address) => {
    const [type = "", name = ""] = address.split(".");
    const [block, idOf] = [resource[type]?.[name], ID_OF[type]];
    const id = block && idOf?.(block, account);
    return typeof id === "string" ? [{ address, id }] : [];
  });
}

/** A bucket that is somebody else's is `BucketAlreadyExists`: its name is taken in all of AWS. */
const IS_THERE = /AlreadyOwnedByYou|EntityAlreadyExists|\bAlreadyExistsException|ResourceInUseException/;

function addressesIn(said: string): readonly string[] {
  return said
    .split(/^[\s│╷]*Error: /m)
    .filter((block) => IS_THERE.test(block))
    .flatMap((block) => /^[\s│]*with ([\w]+\.[\w-]+)/m.exec(block)?.[1] ?? []);
}
