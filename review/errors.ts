/** Every error that reading what is reviewed throws: what happened, the value got, how to fix it. */

/** A text from outside that nothing can be reviewed in. */
export class UnreadableReview extends Error {
  override readonly name = "UnreadableReview";
}

export const notAPlan = (file: string) =>
  new UnreadableReview(
    `${file} is no plan of Terraform or OpenTofu\nGive what 'terraform show -json <saved plan>' prints, or two folders by --base and --head.`,
  );
