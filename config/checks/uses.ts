import type { Finding } from "../problem";
import type { Settings } from "../schema";
import { didYouMean } from "../suggest";

type Platform = Settings["platform"];

/** Servers that a layer may name once the platform has them. */
const SERVERS = ["postgres", "pgbouncer", "redis"] as const;

const OF_POSTGRES = /^(superuser|public|platform-owner|bulwark-layers|pg-.*)$/;

/** Accounts that these servers have already, so no layer can have one of that name. */
const ACCOUNTS: Readonly<Record<(typeof SERVERS)[number], RegExp>> = {
  postgres: OF_POSTGRES,
  pgbouncer: OF_POSTGRES,
  redis: /^(admin|health|default)$/,
};

/** Every name in `uses` exists, is named once, and can give the layer an account. */
export function usesFindings({ platform }: Settings): Finding[] {
  return Object.entries(platform.layers).flatMap(([name, { uses }]) =>
    uses.flatMap((used, index) => {
      const message = fault(platform, name, used) ?? repeated(uses, index);
      return message === undefined ? [] : [{ path: ["platform", "layers", name, "uses", index], message }];
    }),
  );
}

function repeated(uses: readonly string[], index: number): string | undefined {
  const used = uses[index]!;
  if (uses.indexOf(used) < index) return `"${used}" is named twice`;
  return used === "pgbouncer" && uses.includes("postgres")
    ? '"pgbouncer" leads to postgres, which is named as well; take one out'
    : undefined;
}

function fault(platform: Platform, layer: string, used: string): string | undefined {
  const known = usable(platform);
  if (!known.includes(used)) return unknown(used, known);
  return isServer(used) && ACCOUNTS[used].test(layer)
    ? `${used} has an account '${layer}' of its own, so the layer cannot have that name`
    : undefined;
}

function unknown(used: string, known: readonly string[]): string {
  if (isServer(used)) return `got "${used}", but the platform has none; add 'platform.${used}: {}'`;
  const meant = didYouMean(used, known);
  return `got "${used}", ${meant === "" ? (known.length > 0 ? `one of: ${known.join(", ")}` : "but there is nothing to use") : `there is none${meant}`}`;
}

function usable(platform: Platform): readonly string[] {
  const servers = SERVERS.filter((server) => platform[server]);
  return [...servers, ...Object.keys(platform.layers), ...Object.keys(platform.external)];
}

const isServer = (name: string): name is (typeof SERVERS)[number] => (SERVERS as readonly string[]).includes(name);
