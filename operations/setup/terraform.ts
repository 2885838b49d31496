import { run } from "../process";
import { tryOnPath } from "./on-path";
import { openTofu, tryCachedOpenTofu, type OpenTofuOptions } from "./opentofu";
import { isAtLeast } from "./version";

export type Flavour = "terraform" | "opentofu";

/** A program that applies Terraform JSON. */
export interface Terraform {
  /** Absolute. */
  readonly path: string;
  readonly flavour: Flavour;
  /** "1.11.4". */
  readonly version: string;
  /** True when Bulwark brought it, so that it is not on the user's PATH. */
  readonly fromCache: boolean;
}

/** Terraform 1.11 has the S3 lock file, OpenTofu 1.12 is the oldest that the tests ran with. */
const OLDEST: Readonly<Record<Flavour, string>> = { terraform: "1.11.0", opentofu: "1.12.0" };

/** Terraform or OpenTofu: the newest enough one on PATH, Terraform first; else OpenTofu from the cache. */
export async function terraformFor(options: OpenTofuOptions, path = process.env["PATH"]): Promise<Terraform> {
  const found = await terraformsOnPath(path);
  const good = found.find(isNewEnough);
  if (good !== undefined) return good;
  for (const { path: where, version } of found) options.report(`${where} is too old (${version}) and is not used`);
  return { ...(await terraformAt(await openTofu(options))), fromCache: true };
}

/** All that PATH offers, too old ones included. */
export async function terraformsOnPath(path = process.env["PATH"]): Promise<readonly Terraform[]> {
  const programs = ["terraform", "tofu"].map((name) => tryOnPath(name, path)).filter((found) => found !== undefined);
  return Promise.all(programs.map(terraformAt));
}

/** All that could be used without fetching or building anything. */
export async function terraformsAtHand(options: Pick<OpenTofuOptions, "cacheRoot" | "pins">) {
  const cached = await tryCachedOpenTofu(options);
  return [...(await terraformsOnPath()), ...(cached === undefined ? [] : [await terraformAt(cached)])];
}

export function isNewEnough({ flavour, version }: Pick<Terraform, "flavour" | "version">): boolean {
  return isAtLeast(version, OLDEST[flavour]);
}

/**
 * Flavour and version out of `terraform version`. The plain words and not `-json`: both flavours print the same JSON,
 * and a program called `terraform` may be OpenTofu.
 */
export function readVersion(printed: string): Pick<Terraform, "flavour" | "version"> {
  const [, name, version] = /^(Terraform|OpenTofu) v(\S+)/m.exec(printed) ?? [];
  return { flavour: name === "OpenTofu" ? "opentofu" : "terraform", version: version ?? "unknown" };
}

async function terraformAt(path: string): Promise<Terraform> {
  const env = { CHECKPOINT_DISABLE: "1", TF_CLI_ARGS: undefined, TF_CLI_ARGS_version: undefined };
  const { stdout } = await run(path, ["version"], { env, acceptExitCodes: [0, 1], timeoutSeconds: 60 });
  return { path, ...readVersion(stdout), fromCache: false };
}
