/** What the engine does for containers that ask for nothing. */
export interface DaemonDefaults {
  /** Undefined: the engine cannot do seccomp. */
  readonly seccomp: "default" | "custom" | "unconfined" | undefined;
  readonly noNewPrivileges: boolean;
}

/**
 * Reads `SecurityOptions` of `docker info`, such as `name=seccomp,profile=default` (20.10) or `profile=builtin` (newer);
 * a file given to the engine is named by its path.
 */
export function daemonDefaults(options: readonly string[]): DaemonDefaults {
  const seccomp = options.find((option) => option.startsWith("name=seccomp"));
  const profile = /profile=([^,]*)/.exec(seccomp ?? "")?.[1] ?? "";
  return {
    seccomp: seccomp === undefined ? undefined : nameOf(profile),
    noNewPrivileges: options.includes("name=no-new-privileges"),
  };
}

/** An option of the container goes before the engine's default. Both `:` and `=` are accepted by the engine. */
export function seccompOf(options: readonly string[], defaults: DaemonDefaults): DaemonDefaults["seccomp"] {
  if (defaults.seccomp === undefined) return undefined;
  const own = options.map((option) => /^seccomp[:=](.*)$/s.exec(option)?.[1]).find((profile) => profile !== undefined);
  return own === undefined ? defaults.seccomp : nameOf(own);
}

export function isNoNewPrivileges(options: readonly string[], defaults: DaemonDefaults): boolean {
  const own = options.map((option) => /^no-new-privileges(?:[:=](.*))?$/.exec(option)).find((match) => match !== null);
  return own ? (own[1] ?? "true") === "true" : defaults.noNewPrivileges;
}

function nameOf(profile: string): "default" | "custom" | "unconfined" {
  if (profile === "unconfined") return "unconfined";
  return ["", "default", "builtin"].includes(profile) ? "default" : "custom";
}
