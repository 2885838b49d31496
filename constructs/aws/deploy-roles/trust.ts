import { Token } from "cdktf";
import type { Construct } from "constructs";
import { policyOf } from "../policy";
import { environmentWrong, repositoryWrong } from "./errors";

/** Who signs the tokens of workflows. */
export const ISSUER = "token.actions.githubusercontent.com";

/** https://docs.github.com/en/get-started/signing-up-for-github/username-considerations: names of owners and repositories */
const REPOSITORY = /^[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/;

/** A colon would be another part of `sub`, and a wildcard everybody. */
const ENVIRONMENT = /^[\w.-]{1,255}$/;

/** @throws InvalidPlatform for what does not name exactly one */
export function requireOne(scope: Construct, repository: string, environment: string): void {
  if (Token.isUnresolved(repository) || !REPOSITORY.test(repository)) throw repositoryWrong(scope, repository);
  if (Token.isUnresolved(environment) || !ENVIRONMENT.test(environment)) throw environmentWrong(scope, environment);
}

/** Lets workflows whose token has one of these `sub` take a role: compared as a whole, never by a pattern. */
export const assumedByWorkflows = (providerArn: string, subjects: readonly string[]): string =>
  policyOf([
    {
      Sid: "AssumedByWorkflows",
      Effect: "Allow",
      Principal: { Federated: providerArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com", [`${ISSUER}:sub`]: subjects } },
    },
  ]);
