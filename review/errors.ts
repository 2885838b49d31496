/** Every error that reading what is reviewed throws: what happened, the value got, how to fix it. */
import { UnreadableSource } from "../policies/errors";

export const wrongPlan = (file: string, what: string) =>
  new UnreadableSource(
    `${file}: ${what}: no plan of Terraform or OpenTofu says that\nGive what 'terraform show -json <saved plan>' prints, as it prints it.`,
  );

export const notAPlan = (file: string) =>
  new UnreadableSource(
    `${file} is no plan of Terraform or OpenTofu\nGive what 'terraform show -json <saved plan>' prints, or two folders by --base and --head.`,
  );
