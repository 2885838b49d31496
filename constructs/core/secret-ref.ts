/** How the value of a secret comes to be. */
export enum SecretKind {
  /** 32 random bytes, URL-safe, without a line end. */
  PASSWORD = "password",
  /** As a password; `rotate` leaves it as it is, since what was encrypted with it would be lost. */
  KEY = "key",
  /** A certificate of the environment's own CA with its key, as one PEM file. */
  CERTIFICATE = "certificate",
  /** The certificate of the environment's own CA. */
  CA_CERTIFICATE = "ca-certificate",
  /** HAProxy's `userlist` section for the password named in `of`. */
  USERLIST = "userlist",
}

/** A secret by name. Its value never enters a spec, Terraform, its state or a plan. */
export interface SecretRef {
  /** Unique in the environment, for example `postgres-l01-data-layer`. */
  readonly name: string;
  readonly kind: SecretKind;
  /** For a userlist: the name of the password it is made from. */
  readonly of?: string;
  /** For a certificate: the host names and addresses it is valid for. */
  readonly hosts?: readonly string[];
  /** A file on the operator's machine that is taken instead of a generated value. */
  readonly givenFile?: string;
}

export const password = (name: string): SecretRef => ({ name, kind: SecretKind.PASSWORD });

/** A secret as one container sees it: a file, 0400, owned by the container's user. */
export interface SecretMount {
  readonly secret: SecretRef;
  /** The absolute path in the container, `/run/secrets/<name>` by convention. */
  readonly path: string;
}

export function mounted(secret: SecretRef, fileName = secret.name): SecretMount {
  return { secret, path: `/run/secrets/${fileName}` };
}
