/** How the text of a variable becomes a value, and the sentence that says which texts are allowed. */
export interface Kind<T> {
  readonly allowed: string;
  /** The value, or undefined when the text is not allowed. */
  readonly parse: (text: string) => T | undefined;
}

const matching = (pattern: RegExp, allowed: string): Kind<string> => ({
  allowed,
  parse: (text) => (pattern.test(text) ? text : undefined),
});

export const wholeNumber = (least: number, most: number): Kind<number> => ({
  allowed: `a whole number from ${least} to ${most}`,
  parse: (text) => (/^\d{1,9}$/.test(text) && +text >= least && +text <= most ? +text : undefined),
});

export const seconds = (least: number, most: number): Kind<number> => ({
  allowed: `a number of seconds from ${least} to ${most}`,
  parse: (text) => (/^\d{1,9}(\.\d{1,3})?$/.test(text) && +text >= least && +text <= most ? +text : undefined),
});

export const oneOf = <T extends string>(values: readonly T[]): Kind<T> => ({
  allowed: `one of ${values.join(", ")}`,
  parse: (text) => values.find((value) => value === text),
});

export const serviceName = matching(/^[a-z0-9][a-z0-9-]{0,62}$/, "1 to 63 lower-case letters, digits and hyphens");

export const versionText = matching(
  /^[A-Za-z0-9][A-Za-z0-9._+:@/-]{0,127}$/,
  "1 to 128 letters, digits, '.', '_', '+', ':', '@', '/', '-'",
);

export const hostName = matching(/^[A-Za-z0-9._:-]{1,253}$/, "a host name or an IP address");

export const identifier = matching(/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/, "a name of 1 to 63 letters, digits, '_' and '-'");

/** An absolute path: a secret typed in place of its file's path is so refused before anything could print it. */
export const absolutePath = matching(/^\/[^\0]{1,4095}$/, "the absolute path of a file");

export const keyPrefix = matching(
  /^[A-Za-z0-9._:{}-]{0,128}$/,
  "at most 128 letters, digits, '.', '_', ':', '{', '}', '-'",
);

export const httpUrl: Kind<string> = {
  allowed: "an http:// or https:// URL without user and password",
  parse: (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const fits = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
    return fits ? text : undefined;
  },
};
