import type { Fact } from "./fact";
import type { Subject } from "./subject";

export interface Backend {
  /** `s3`, `local`, `remote` …; `none` when nothing is said, which is a file in the working folder. */
  readonly type: string;
  /** Bucket and key, or the file: the same text is the same state. */
  readonly place: string;
  /** Undefined where what is behind it decides. */
  readonly encrypted: boolean | undefined;
  readonly locked: boolean | undefined;
  /** Whether keys of an account are written into it. */
  readonly hasStaticKeys: boolean;
  /** Services whose address is that of an emulator, or is reached in clear text. */
  readonly endpoints: readonly string[];
}

/** Something that is fetched by a version: a provider, a module. */
export interface Requirement {
  readonly name: string;
  /** Undefined without a constraint. */
  readonly version: string | undefined;
}

export interface RemoteState {
  readonly address: string;
  readonly place: string;
}

/** One root module: what is applied on its own. */
export interface StackFacts extends Subject {
  readonly kind: "stack";
  readonly backend: Fact<Backend>;
  readonly requirements: Fact<readonly Requirement[]>;
  readonly remoteStates: Fact<readonly RemoteState[]>;
  /** Addresses of resources with provisioners. */
  readonly provisioners: Fact<readonly string[]>;
  /** Addresses of data sources that run a program or ask an address while Terraform plans. */
  readonly outsideData: Fact<readonly string[]>;
}

/** How an engine is reached. */
export interface Connection {
  readonly transport: "unix" | "npipe" | "ssh" | "tcp" | "tls";
  /** As it was written, without user and password. */
  readonly address: string;
  /** Of ssh: whether the key of the host is checked. */
  readonly checksHostKey: boolean;
}

/** One configuration of a provider. */
export interface ProviderFacts extends Subject {
  readonly kind: "provider";
  /** `aws`, `docker`, `helm`. */
  readonly type: string;
  /** Services whose address is overridden, as for an emulator. */
  readonly endpoints: Fact<readonly string[]>;
  readonly allowedAccounts: Fact<readonly string[]>;
  readonly hasStaticKeys: Fact<boolean>;
  readonly connection: Fact<Connection>;
}

/** A Helm release, as Terraform declares it. */
export interface ReleaseFacts extends Subject {
  readonly kind: "release";
  /** A folder or an archive on disk is fixed by its content. */
  readonly chartIsLocal: Fact<boolean>;
  /** Empty without one. */
  readonly version: Fact<string>;
  /** Empty without one. */
  readonly repository: Fact<string>;
  readonly atomic: Fact<boolean>;
  readonly wait: Fact<boolean>;
  /** Ways to values that are secrets in clear text. */
  readonly secretValues: Fact<readonly string[]>;
  /** Ways to values that the chart does not know. */
  readonly strangeValues: Fact<readonly string[]>;
}
