/** Every error that reading what is reviewed throws: what happened, the value got, how to fix it. */
import { UnreadableSource } from "../policies/errors";

export const notAPlan = (file: string) =>
  new UnreadableSource(
    `${file} is no plan of Terraform or OpenTofu\nGive what 'terraform show -json <saved plan>' prints, or two folders by --base and --head.`,
  );
