import { BulwarkError } from "../errors";

/**
 * Terraform's words on a state that another run holds, as who, what and since when; undefined for any other words.
 * https://developer.hashicorp.com/terraform/language/state/locking
 */
export function stateLockedBy(said: string): BulwarkError | undefined {
  if (!said.includes("Error acquiring the state lock")) return undefined;
  const field = (name: string) => new RegExp(`^[\\s│]*${name}:\\s+(.+)$`, "m").exec(said)?.[1]?.trim() ?? "unknown";
  return new BulwarkError(
    `the state is in use by ${field("Who")} since ${field("Created")} (${field("Operation")}); nothing was changed\n` +
      `Wait until that run has ended. When you know that it is dead: terraform force-unlock ${field("ID")}`,
    1,
  );
}

export const stateCutOff = (file: string) =>
  new BulwarkError(
    `${file} is not a whole Terraform state, and there is no backup beside it; nothing was changed\n` +
      `Put back a copy of it, or remove it and take the environment over with its data: npx bulwark up <environment> --adopt`,
    4,
  );
