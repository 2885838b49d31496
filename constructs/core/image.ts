import { imageWithoutTag, notNumericUser } from "./errors";

export interface ImageOptions {
  /** Numeric uid:gid that the container runs as. @default 10001:10001 */
  readonly user?: string;
  /** Version of the program inside, for settings that depend on it. @default - the reference's tag */
  readonly version?: string;
  /** Why it has no digest; every report shows it as an exception. @default - nobody has a reason */
  readonly withoutDigest?: string;
}

/** https://github.com/distribution/reference/blob/main/reference.go */
const REFERENCE = /^[\w.-]+(:\d+(?=\/))?(\/[\w.-]+)*(:(?<tag>\w[\w.-]*))?(?<digest>@sha256:[0-9a-f]{64})?$/;

/** An image by reference, and what a spec must know of it. */
export class Image {
  /** Any image by tag or digest; `latest` and a missing tag are refused, because they change by themselves. */
  static of(reference: string, options: ImageOptions = {}): Image {
    const { tag, digest } = REFERENCE.exec(reference)?.groups ?? {};
    if ((!tag && !digest) || tag === "latest") throw imageWithoutTag(reference);
    const user = options.user ?? "10001:10001";
    if (!/^[1-9]\d*:\d+$/.test(user)) throw notNumericUser(user);
    return new Image(reference, user, options.version ?? tag ?? "", options.withoutDigest);
  }

  private constructor(
    readonly reference: string,
    readonly user: string,
    readonly version: string,
    readonly withoutDigest: string | undefined,
  ) {}

  get majorVersion(): number {
    return Number.parseInt(this.version, 10);
  }

  get uid(): number {
    return Number(this.user.split(":")[0]);
  }

  get gid(): number {
    return Number(this.user.split(":")[1]);
  }
}
