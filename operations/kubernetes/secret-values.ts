import { newAuthority, type KeyedCertificate } from "../secrets/certificate-authority";
import { authorityFault } from "../secrets/certificate-fault";
import { faultOf, newValue, type Ingredients } from "../secrets/value";
import { CA, CA_KEY, isOfLocalCa, wantedSecrets, type WantedSecret } from "../secrets/wanted-secret";
import { secretsDiffer } from "./errors";
import { ownNamespace, type KubernetesManifest } from "./manifest";

/** A Secret of the cluster by names alone: which secret each of its keys holds. */
export interface SecretLayout {
  readonly name: string;
  readonly namespace: string;
  /** Key, which is the file's name in the container, to the name of the secret. */
  readonly keys: Readonly<Record<string, string>>;
}

/** One that is there. */
export interface StoredSecret extends SecretLayout {
  readonly values: ReadonlyMap<string, Buffer>;
}

export interface SettledValues {
  readonly layouts: readonly SecretLayout[];
  /** By the name of the secret. */
  readonly values: ReadonlyMap<string, Buffer>;
  /** Secrets that were not as they should be and have new values, with the reason; never a value. */
  readonly renewed: readonly string[];
}

/** The key of the CA is in no container, so it has a Secret of its own. */
export const CA_OBJECT = "bulwark-ca";
/** Passwords that people type and no container reads. */
export const OPERATORS_OBJECT = "bulwark-operators";

/**
 * What every Secret of an environment holds: values that are there stay, missing ones are made, what cannot stay is made
 * anew. A name has one value in all Secrets. Pure but for random numbers and the operator's own files.
 *
 * @throws BulwarkError with exit code 1 when two Secrets hold different values of one name, 2 for a wrong given file
 */
export async function settledValues(
  manifest: Pick<KubernetesManifest, "environment" | "secrets">,
  stored: readonly StoredSecret[],
  { now, given }: Pick<Ingredients, "now" | "given">,
): Promise<SettledValues> {
  const wanted = wantedOf(manifest);
  const values = new Map<string, Buffer>();
  const authority = wanted.some(isOfLocalCa) ? await authorityOf(manifest.environment, stored, now) : undefined;
  const ingredients: Ingredients = { now, given, authority, valueOf: (name) => values.get(name) };
  const renewed: string[] = [];
  for (const secret of wanted) {
    const known = knownValue(secret.name, stored);
    const fault = known && faultOf(known, secret, ingredients);
    if (fault !== undefined) renewed.push(`${secret.name} ${fault}: it has a new value`);
    values.set(secret.name, known && fault === undefined ? known : await newValue(secret, ingredients));
  }
  if (authority) values.set(CA, Buffer.from(authority.certificate)).set(CA_KEY, Buffer.from(authority.key));
  return { layouts: layoutsOf(manifest, [...values.keys()]), values, renewed };
}

/** One value for each name; copies for several users are a matter of files on a host. */
function wantedOf({ secrets }: Pick<KubernetesManifest, "secrets">): readonly WantedSecret[] {
  const refs = secrets.flatMap(({ files }) => Object.values(files));
  return wantedSecrets({ secrets: refs.map((ref) => ({ ...ref, uid: 0, gid: 0 })) });
}

async function authorityOf(environment: string, stored: readonly StoredSecret[], now: Date): Promise<KeyedCertificate> {
  const [certificate, key] = [CA, CA_KEY].map((name) => knownValue(name, stored)?.toString());
  const isGood = certificate !== undefined && key !== undefined && authorityFault(certificate, key, now) === undefined;
  return isGood ? { certificate, key } : newAuthority(environment, now);
}

function knownValue(name: string, stored: readonly StoredSecret[]): Buffer | undefined {
  const copies = stored.flatMap((object) => {
    const value = object.values.get(name);
    return value === undefined ? [] : [{ object: `${object.namespace}/${object.name}`, value }];
  });
  const [first, ...others] = copies;
  const other = others.find(({ value }) => !value.equals(first!.value));
  if (other) throw secretsDiffer(name, [first!.object, other.object]);
  return first?.value;
}

/** What no container reads lies in Secrets that no pod mounts. */
function layoutsOf(
  manifest: Parameters<typeof wantedOf>[0] & { readonly environment: string },
  names: readonly string[],
) {
  const layouts = manifest.secrets.map(({ name, namespace, files }) => ({
    name,
    namespace,
    keys: Object.fromEntries(Object.entries(files).map(([key, ref]) => [key, ref.name])),
  }));
  const mounted = new Set(layouts.flatMap(({ keys }) => Object.values(keys)));
  const typed = names.filter((name) => !mounted.has(name) && name !== CA && name !== CA_KEY);
  return [
    ...layouts,
    ...ownLayout(manifest, OPERATORS_OBJECT, typed),
    ...ownLayout(manifest, CA_OBJECT, names.includes(CA_KEY) ? [CA, CA_KEY] : []),
  ];
}

function ownLayout(manifest: { readonly environment: string }, name: string, names: readonly string[]) {
  if (names.length === 0) return [];
  const keys = Object.fromEntries(names.map((one) => [one, one]));
  return [{ name, namespace: ownNamespace(manifest), keys }];
}
