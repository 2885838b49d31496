import { ownIn } from "../objects";
import { posix } from "node:path";
import { byDefault, unknown, type Fact } from "../../facts/fact";
import type { Backend } from "../../facts/terraform";
import { joined, type Attributes, type Said } from "./attributes";
import { staticKeysOf } from "./provider";

/** Without a word the state is a file beside the module. https://developer.hashicorp.com/terraform/language/backend/local */
export const noBackend = (folder: string): Fact<Backend> =>
  byDefault({
    type: "none",
    place: posix.join(folder, "terraform.tfstate"),
    encrypted: false,
    locked: true,
    hasStaticKeys: false,
    endpoints: [],
  });

interface Kept {
  /** Undefined when what says where is given elsewhere: https://developer.hashicorp.com/terraform/language/backend#partial-configuration */
  readonly place: Said<string>;
  readonly encrypted: Said<boolean>;
  readonly locked: Said<boolean>;
}

/** What a block says of where the state is kept, by what each backend is documented to do. */
export function backendFacts(type: string, attributes: Attributes, folder: string): Fact<Backend> {
  const { place, encrypted, locked } = (ownIn(KINDS, type) ?? elsewhere)(attributes, folder);
  if (!place) return unknown("expression");
  const keys = staticKeysOf(attributes);
  return joined({ place, encrypted, locked, keys }, (said) => ({
    type,
    place: said.place!,
    encrypted: said.encrypted,
    locked: said.locked,
    hasStaticKeys: said.keys ?? false,
    endpoints: openEndpoints(attributes),
  }));
}

/** Where a state lies, for who reads it as data. */
export const placeOf = (type: string, attributes: Attributes, folder: string): Said<string> =>
  (ownIn(KINDS, type) ?? elsewhere)(attributes, folder).place;

const YES = byDefault(true);

const KINDS: Readonly<Record<string, (attributes: Attributes, folder: string) => Kept>> = {
  // https://developer.hashicorp.com/terraform/language/backend/s3
  s3: (attributes) => ({
    place: both(attributes.text("bucket"), attributes.text("key"), (bucket, key) => `s3://${bucket}/${key}`),
    encrypted: attributes.flag("encrypt") ?? byDefault(false),
    locked: joined(
      { file: attributes.flag("use_lockfile"), table: attributes.text("dynamodb_table") },
      ({ file = false, table = "" }) => file || table !== "",
    ),
  }),
  local: (attributes, folder) => ({
    place: joined({ path: attributes.text("path") }, ({ path = "terraform.tfstate" }) =>
      posix.isAbsolute(path) ? posix.normalize(path) : posix.join(folder, path),
    ),
    encrypted: byDefault(false),
    locked: YES,
  }),
  // https://developer.hashicorp.com/terraform/language/backend/gcs
  gcs: (attributes) => ({
    place: joined(
      { bucket: attributes.text("bucket"), prefix: attributes.text("prefix") },
      ({ bucket = "", prefix = "" }) => `gs://${bucket}/${prefix}`,
    ),
    encrypted: YES,
    locked: YES,
  }),
  // https://developer.hashicorp.com/terraform/language/backend/azurerm
  azurerm: (attributes) => ({
    place: both(attributes.text("container_name"), attributes.text("key"), (container, key) => {
      const account = attributes.text("storage_account_name");
      return `azurerm://${account?.state === "known" ? account.value : ""}/${container}/${key}`;
    }),
    encrypted: YES,
    locked: YES,
  }),
  remote: hosted,
  cloud: hosted,
};

/** HCP Terraform and its like keep it encrypted, and run one thing at a time. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/state */
function hosted(attributes: Attributes): Kept {
  const workspaces = attributes.blocks("workspaces");
  const one = workspaces?.state === "known" ? workspaces.value[0] : undefined;
  const said = {
    host: attributes.text("hostname"),
    organization: attributes.text("organization"),
    name: one?.text("name") ?? one?.text("prefix"),
  };
  return {
    place: joined(
      said,
      ({ host = "app.terraform.io", organization = "", name = "*" }) => `${host}/${organization}/${name}`,
    ),
    encrypted: YES,
    locked: YES,
  };
}

/** What is behind any other decides; where nothing is said of an address or a lock, the reader has no word for it. */
function elsewhere(attributes: Attributes): Kept {
  const names = attributes
    .names()
    .filter((name) => PLACES.has(name))
    .sort();
  const said = Object.fromEntries(names.map((name) => [name, attributes.text(name)]));
  return {
    place:
      names.length === 0
        ? undefined
        : joined(said, (all) => names.map((name) => withoutLogin(String(all[name]))).join(" ")),
    encrypted: undefined,
    locked: undefined,
  };
}

const withoutLogin = (address: string): string => address.replace(/\/\/[^/@]*@/, "//");

const PLACES: ReadonlySet<string> = new Set([
  ...["address", "conn_str", "path", "bucket", "prefix", "key", "secret_suffix", "namespace", "schema_name", "region"],
]);

const both = (one: Said<string>, other: Said<string>, read: (one: string, other: string) => string): Said<string> =>
  one && other && joined({ one, other }, (said) => read(said.one ?? "", said.other ?? ""));

/** An address of this machine, or in clear text; other stores that speak S3 are chosen on purpose. */
const OPEN = /^http:\/\/|^[a-z]+:\/\/(localhost|127\.|\[::1\]|[^/]*\.localhost\b|[^/]*localstack)/i;

function openEndpoints(attributes: Attributes): readonly string[] {
  const blocks = attributes.blocks("endpoints");
  const inner = blocks?.state === "known" ? blocks.value : [];
  const named = inner.flatMap((block) => block.names().map((name) => [name, block.text(name)] as const));
  const old = ["endpoint", "dynamodb_endpoint", "sts_endpoint", "iam_endpoint"].map(
    (name) => [name, attributes.names().includes(name) ? attributes.text(name) : undefined] as const,
  );
  return [...named, ...old]
    .filter(([, said]) => said?.state === "known" && OPEN.test(said.value))
    .map(([name]) => name);
}
