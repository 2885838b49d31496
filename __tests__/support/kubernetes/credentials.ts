import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The one context of every kubeconfig here. */
export const CONTEXT = "test";

const SECRET = { mode: 0o600 } as const;

/** What a control plane is started with: who may do everything, and the keys of the tokens of ServiceAccounts. */
export interface Credentials {
  readonly token: string;
  /** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file */
  readonly tokenFile: string;
  readonly accountKey: string;
  readonly accountPublicKey: string;
}

export function makeCredentials(folder: string): Credentials {
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "sec1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const token = randomBytes(16).toString("hex");
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, SECRET);
    return join(folder, name);
  };
  return {
    token,
    tokenFile: file("tokens.csv", `${token},admin,admin,system:masters\n`),
    accountKey: file("accounts.key", privateKey),
    accountPublicKey: file("accounts.pub", publicKey),
  };
}

/** JSON is YAML; whoever reads it needs no other file. */
export function writeKubeconfig(file: string, url: string, access: { readonly token: string; readonly ca: string }) {
  const cluster = { server: url, "certificate-authority-data": Buffer.from(access.ca).toString("base64") };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: CONTEXT, cluster }],
    users: [{ name: CONTEXT, user: { token: access.token } }],
    contexts: [{ name: CONTEXT, context: { cluster: CONTEXT, user: CONTEXT } }],
    "current-context": CONTEXT,
  };
  writeFileSync(file, JSON.stringify(config, undefined, 2), SECRET);
}
