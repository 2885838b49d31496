import { basename } from "node:path";
import type { BulwarkError } from "../errors";
import { readStack } from "../manifest";
import { bucketDenied, noBucket, noCredentials, stateLocked, stateMoved, stateWasElsewhere } from "./errors";
import { stateLockIn } from "./state-lock";

/**
 * What Terraform's words say of the state of the stack in this folder, as an error with the way out; undefined for words
 * on anything else.
 */
export function stateProblem(said: string, stackFolder: string): BulwarkError | undefined {
  const { s3 } = readStack(stackFolder).terraform.backend;
  const stack = basename(stackFolder);
  const lock = stateLockIn(said);
  if (lock) return stateLocked(lock, s3 && `npx bulwark state ${stack} unlock`);
  if (said.includes("Backend configuration changed")) return stateWasElsewhere(stack);
  if (/cannot (overwrite existing|import) state with (serial|lineage)/.test(oneLine(said))) return stateMoved();
  return s3 && bucketProblem(oneLine(said), s3.bucket);
}

function bucketProblem(said: string, bucket: string): BulwarkError | undefined {
  if (said.includes("No valid credential sources found")) return noCredentials(bucket);
  if (said.includes(`S3 bucket "${bucket}" does not exist`)) return noBucket(bucket);
  const denied = /operation error S3: (\w+),.*? StatusCode: 403,.*?(?:api error (\w+)|(Forbidden))/.exec(said);
  return denied ? bucketDenied(bucket, `${denied[1]}: ${denied[2] ?? denied[3]}`) : undefined;
}

/** Terraform breaks its words into lines, behind a frame. */
const oneLine = (said: string) => said.replace(/[\s│]+/g, " ");
