import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Place } from "../leaks/search";
import { KEYS, type Emulator } from "./emulator";

const REGION = "eu-west-1";

/** What the tests read of a state that Terraform wrote. */
export interface StoredState {
  readonly serial: number;
  readonly lineage: string;
  readonly resources: readonly {
    readonly name: string;
    readonly instances: readonly { readonly status?: string; readonly deposed?: string }[];
  }[];
}

/** What Terraform writes beside a state while it is held. */
export interface StoredLock {
  readonly ID: string;
  readonly Who: string;
  readonly Created: string;
  readonly Operation: string;
}

/** The beginning of what Bulwark says of a lock: Terraform prints the date in its own form. */
export const inWords = ({ Who, Created }: StoredLock): string =>
  `the state is in use by ${Who} since ${Created.replace("T", " ").replace("Z", " +0000 UTC")}`;

interface Version {
  readonly key: string;
  readonly id: string;
}

/** A bucket with versions, as the guide asks for, read by a client that is not Terraform's. */
export class StateBucket {
  static async make({ url }: Emulator, name: string): Promise<StateBucket> {
    const credentials = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY };
    const client = new S3Client({ endpoint: url, region: REGION, credentials, forcePathStyle: true });
    const place = { LocationConstraint: REGION } as const;
    await client.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: place }));
    const versioning = { Status: "Enabled" } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: versioning }));
    return new StateBucket(client, name);
  }

  private constructor(
    private readonly client: S3Client,
    readonly name: string,
  ) {}

  async state(key: string): Promise<StoredState | undefined> {
    const text = await this.read(key);
    return text === undefined ? undefined : (JSON.parse(text) as StoredState);
  }

  async lock(key: string): Promise<StoredLock | undefined> {
    const text = await this.read(`${key}.tflock`);
    return text === undefined ? undefined : (JSON.parse(text) as StoredLock);
  }

  /** Puts an object without a word on how it is to be kept. */
  async put(key: string, content: string): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: this.name, Key: key, Body: content }));
  }

  /** How it was asked to keep an object. */
  async encryption(key: string): Promise<string | undefined> {
    const { ServerSideEncryption } = await this.client.send(new GetObjectCommand({ Bucket: this.name, Key: key }));
    return ServerSideEncryption;
  }

  /** Every version of a state, the oldest first. */
  async history(key: string): Promise<readonly StoredState[]> {
    const versions = (await this.versions()).filter((one) => one.key === key);
    const texts = await Promise.all(versions.map(({ id }) => this.read(key, id)));
    return texts.map((text) => JSON.parse(text ?? "") as StoredState).sort((a, b) => a.serial - b.serial);
  }

  /** All that the bucket has ever held. */
  async *places(): AsyncGenerator<Place> {
    for (const { key, id } of await this.versions()) {
      yield { place: `${key}, version ${id}`, content: Buffer.from((await this.read(key, id)) ?? "") };
    }
  }

  async keys(): Promise<readonly string[]> {
    return [...new Set((await this.versions()).map(({ key }) => key))].sort();
  }

  close(): void {
    this.client.destroy();
  }

  private async versions(): Promise<readonly Version[]> {
    const { Versions = [] } = await this.client.send(new ListObjectVersionsCommand({ Bucket: this.name }));
    return Versions.map(({ Key = "", VersionId = "" }) => ({ key: Key, id: VersionId }));
  }

  private async read(key: string, version?: string): Promise<string | undefined> {
    try {
      const { Body } = await this.client.send(
        new GetObjectCommand({ Bucket: this.name, Key: key, VersionId: version }),
      );
      return await Body!.transformToString();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }
}
