import { ownIn } from "../objects";
import { byDefault, declared, mapped, unknown, UNSAYABLE, type Fact } from "../../facts/fact";
import { holdsSecret, namesSecret, standsForValue } from "../../facts/secrets";
import type { Connection, ProviderFacts } from "../../facts/terraform";
import type { Subject } from "../../facts/subject";
import { joined, type Attributes } from "./attributes";

/** A configuration of a provider, whatever declares it. */
export interface Provider {
  readonly type: string;
  readonly alias: string | undefined;
  readonly attributes: Attributes;
}

export function providerFacts({ type, alias, attributes }: Provider, source: Subject["source"]): ProviderFacts {
  return {
    id: ["provider", type, ...(alias === undefined ? [] : [alias])].join("."),
    kind: "provider",
    source,
    at: attributes.at,
    type,
    endpoints: type === "aws" ? endpointsOf(attributes) : UNSAYABLE,
    allowedAccounts: type === "aws" ? (attributes.texts("allowed_account_ids") ?? byDefault([])) : UNSAYABLE,
    hasStaticKeys: staticKeysOf(attributes),
    connection: type === "docker" ? connectionOf(attributes) : UNSAYABLE,
  };
}

/** Addresses of AWS's own, as of an endpoint in one's network, override nothing. */
const OF_AWS = /^https:\/\/[^/@]*\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws)(:443)?(\/|$)/i;

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints */
export function endpointsOf(attributes: Attributes): Fact<readonly string[]> {
  const blocks = attributes.blocks("endpoints");
  if (!blocks) return byDefault([]);
  if (blocks.state !== "known") return blocks;
  const all = blocks.value.flatMap((block) => block.names().map((name) => [name, block.text(name)] as const));
  const foreign = all.filter(
    ([, address]) => address?.state !== "known" || !(address.value === "" || OF_AWS.test(address.value)),
  );
  const open = blocks.more ?? all.find(([, address]) => address?.state === "unknown");
  const names = foreign.filter(([, address]) => address?.state === "known").map(([name]) => name);
  return open ? { state: "known", value: names, from: "declared", more: "expression" } : declared(names);
}

/** Blocks of providers in which there are keys. */
const INNER = ["kubernetes", "registry", "registries", "registry_auth", "auth_login", "assume_role"] as const;

/** Whether a key is written here, and not taken from a variable, the machine or a store. */
export function staticKeysOf(attributes: Attributes, depth = 0): Fact<boolean> {
  const own = attributes
    .names()
    .filter((name) => attributes.isPlain(name) && (namesSecret(name) || holdsSecret(attributes.written(name))))
    .map((name) => isWritten(attributes, name));
  const blocks = depth > 2 ? [] : INNER.map((name) => attributes.blocks(name));
  const inner = blocks.flatMap((block) =>
    block?.state === "known" ? block.value.map((one) => staticKeysOf(one, depth + 1)) : [],
  );
  const all = [...own, ...inner];
  if (all.some((fact) => fact.state === "known" && fact.value)) return declared(true);
  return all.find((fact) => fact.state !== "known") ?? byDefault(false);
}

function isWritten(attributes: Attributes, name: string): Fact<boolean> {
  if (attributes.isReference(name)) return declared(false);
  const said = attributes.text(name) ?? byDefault("");
  return mapped(said, (value) => !standsForValue(value));
}

/** https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs#schema */
function connectionOf(attributes: Attributes): Fact<Connection> {
  const context = attributes.text("context");
  // What it says the machine knows.
  if (context && !(context.state === "known" && context.value === "")) return unknown("expression");
  const isEncrypted = ["cert_path", "cert_material", "key_material", "ca_material"].some((name) => {
    const said = attributes.text(name);
    return said && !(said.state === "known" && said.value === "");
  });
  const said = { host: attributes.text("host"), options: attributes.texts("ssh_opts") };
  return joined(said, ({ host = "", options = [] }): Connection => {
    const address = (host || DEFAULT_HOST).replace(/\/\/[^/@]*@/, "//");
    const [scheme = ""] = address.toLowerCase().split("://", 1);
    const transport = ownIn(TRANSPORTS, scheme) ?? (isEncrypted ? "tls" : "tcp");
    return { transport, address, checksHostKey: checksHostKey(options) };
  });
}

const DEFAULT_HOST = "unix:///var/run/docker.sock";
const TRANSPORTS: Readonly<Record<string, Connection["transport"]>> = {
  unix: "unix",
  npipe: "npipe",
  ssh: "ssh",
  https: "tls",
};

/** A file of known hosts that is always empty checks nothing either. https://man.openbsd.org/ssh_config#StrictHostKeyChecking */
const checksHostKey = (options: readonly string[]): boolean =>
  !options.some((one) =>
    /(^|[\s,-]o?)\s*(StrictHostKeyChecking\s*[= ]\s*"?(no|off)\b|UserKnownHostsFile\s*[= ]\s*"?(\/dev\/null|none)\b)/i.test(
      one,
    ),
  );
