import type { S3Client } from "@aws-sdk/client-s3";
import type { S3Backend } from "./backend";
import { bucketRefuses } from "./errors";

/** One version of an object, the newest first in a list. */
export interface StoredVersion {
  readonly id: string;
  readonly time: string;
  readonly bytes: number;
}

interface Page {
  readonly KeyMarker?: string | undefined;
  readonly VersionIdMarker?: string | undefined;
}

/** The object in a bucket that a state is, with its versions; reads only, since Terraform alone writes. */
export class StateObject {
  private client: S3Client | undefined;

  constructor(private readonly backend: S3Backend) {}

  /** The text of a version, of the newest one where none is named; undefined where there is none. */
  async read(version?: string): Promise<string | undefined> {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const { bucket, key } = this.backend;
    return this.ask(async (client) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
      return Body?.transformToString();
    });
  }

  /** Every version that is left, the newest first. */
  async versions(): Promise<readonly StoredVersion[]> {
    const versions: StoredVersion[] = [];
    let next: Page | undefined = {};
    while (next) next = await this.page(next, versions);
    return versions;
  }

  close(): void {
    this.client?.destroy();
    this.client = undefined;
  }

  /** @returns where the next page begins; undefined after the last */
  private async page(from: Page, into: StoredVersion[]): Promise<Page | undefined> {
    const { ListObjectVersionsCommand } = await import("@aws-sdk/client-s3");
    const { bucket, key } = this.backend;
    const question = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...from });
    const found = await this.ask((client) => client.send(question));
    for (const { Key, VersionId = "", LastModified, Size = 0 } of found?.Versions ?? []) {
      if (Key === key) into.push({ id: VersionId, time: LastModified?.toISOString() ?? "unknown", bytes: Size });
    }
    if (!found?.IsTruncated) return undefined;
    return { KeyMarker: found.NextKeyMarker, VersionIdMarker: found.NextVersionIdMarker };
  }

  private async ask<T>(question: (client: S3Client) => Promise<T>): Promise<T | undefined> {
    this.client ??= await clientFor(this.backend);
    try {
      return await question(this.client);
    } catch (error) {
      const { name, message } = error as Error;
      if (MISSING.has(name)) return undefined;
      throw bucketRefuses(this.backend.bucket, `${name}: ${message}`);
    }
  }
}

/** A version id that is none of the bucket's is an invalid argument to S3. */
const MISSING: ReadonlySet<string> = new Set([
  "NoSuchBucket",
  "NoSuchKey",
  "NoSuchVersion",
  "NotFound",
  "InvalidArgument",
]);

async function clientFor({ region, endpoints }: S3Backend): Promise<S3Client> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  const endpoint = endpoints?.s3;
  return new S3Client({ region, ...(endpoint ? { endpoint, forcePathStyle: true } : {}) });
}
