import type { Backend, Connection, RemoteState, Requirement } from "../../../policies/facts/terraform";
import { isBounded } from "../../../policies/facts/version";
import { badWhen, dangers, each, neutral, type Ordering } from "./ordering";
import type { OrderingsOf } from "./orderings";

const GOOD_BACKEND: Backend = {
  type: "s3",
  place: "",
  encrypted: true,
  locked: true,
  hasStaticKeys: false,
  endpoints: [],
};

const backend = dangers(GOOD_BACKEND, ({ encrypted, locked, hasStaticKeys, endpoints }) => [
  ...(encrypted === false ? ["keeps its state unencrypted"] : []),
  ...(locked === false ? ["keeps its state without a lock"] : []),
  ...(hasStaticKeys ? ["has keys of an account in its backend"] : []),
  ...endpoints.map((service) => `has another address for ${service} of its state`),
]);

/** How many versions a constraint lets in: one, those of a patch, of a minor, any. */
function widthOf(version: string | undefined): number {
  if (version === undefined || !isBounded(version)) return 3;
  if (/^(=\s*)?v?\d+\.\d+\.\d+([-+][\w.+-]+)?$|^(sha256:)?[0-9a-f]{40,64}$/.test(version.trim())) return 0;
  return /^~>\s*\d+\.\d+\.\d+$/.test(version.trim()) ? 1 : 2;
}

/** What is new may have any bound. */
const requirements: Ordering<readonly Requirement[]> = {
  harmless: [],
  worse: (before, after) => {
    const known = new Map(before.map(({ name, version }) => [name, widthOf(version)]));
    return after
      .filter(({ name, version }) => widthOf(version) > (known.get(name) ?? 2))
      .map(({ name, version }) =>
        widthOf(version) === 3 ? `fetches whatever is the newest of ${name}` : `fetches more versions of ${name}`,
      );
  },
};

export const STACK: OrderingsOf<"stack"> = {
  backend,
  requirements,
  // Whose it is, a rule says.
  remoteStates: neutral<readonly RemoteState[]>([]),
  provisioners: each((address) => `runs a provisioner: ${address}`),
  outsideData: each((address) => `asks others while it plans: ${address}`),
};

/** None means any; one more is one more. */
const allowedAccounts: Ordering<readonly string[]> = {
  harmless: [""],
  worse: (before, after) => {
    if (before.length === 0) return [];
    if (after.length === 0) return ["may touch any account"];
    const more = after.filter((account) => !before.includes(account));
    return before.includes("") ? [] : more.map((account) => `may touch the account ${account}`);
  },
};

const connection = dangers<Connection>(
  { transport: "unix", address: "", checksHostKey: true },
  ({ transport, checksHostKey }) => [
    ...(transport === "tcp" ? ["asks nobody who is there: the engine is reached in clear text"] : []),
    ...(checksHostKey ? [] : ["does not check the key of the host"]),
  ],
);

export const PROVIDER: OrderingsOf<"provider"> = {
  type: neutral(""),
  endpoints: each((service) => `has another address for ${service}`),
  allowedAccounts,
  hasStaticKeys: badWhen(true, "has keys of an account written into it"),
  connection,
};

export const RELEASE: OrderingsOf<"release"> = {
  // Together these say whether the chart is fixed, which a rule asks.
  chartIsLocal: neutral(true),
  version: neutral(""),
  repository: dangers("", (address) => (/^http:/i.test(address) ? ["fetches its chart in clear text"] : [])),
  atomic: badWhen(false, "stays half done when it fails"),
  wait: badWhen(false, "is done before its pods are well"),
  secretValues: each((way) => `has a secret in clear text: ${way}`),
  strangeValues: each((way) => `has a value that its chart does not know: ${way}`),
};
