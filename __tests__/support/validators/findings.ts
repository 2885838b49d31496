/** What a linter objects to. */
export interface Finding {
  readonly id: string;
  /** Of a manifest `<kind>/<name>`, of Terraform `<type>.<name>`. */
  readonly object: string;
  readonly says: string;
}

/** A finding that is right as it is. */
export interface Explained {
  readonly id: string;
  /** Objects that it is expected of. */
  readonly objects: RegExp;
  readonly reason: string;
}

/** What is left to mend, and explanations of nothing. */
export interface Judged {
  readonly unexplained: readonly string[];
  readonly unused: readonly string[];
}

export function judged(findings: readonly Finding[], explained: readonly Explained[]): Judged {
  const explains = ({ id, objects }: Explained, finding: Finding) => id === finding.id && objects.test(finding.object);
  return {
    unexplained: findings
      .filter((finding) => !explained.some((one) => explains(one, finding)))
      .map(({ id, object, says }) => `${object}: ${id} ${says}`),
    unused: explained
      .filter((one) => !findings.some((finding) => explains(one, finding)))
      .map(({ id, objects }) => `${id} of ${objects.source}`),
  };
}
