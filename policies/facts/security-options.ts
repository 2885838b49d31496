import type { Confinement } from "./container";

/** What security options say; undefined where they say nothing. */
export interface SecurityOptions {
  readonly noNewPrivileges: boolean | undefined;
  readonly seccomp: Confinement | undefined;
  readonly appArmor: Confinement | undefined;
  readonly seLinux: Confinement | undefined;
  readonly kernelPathsHidden: boolean | undefined;
}

/**
 * What `--security-opt`, `security_opt` and `security_opts` mean to the engine. Of an option that is there twice the last
 * one counts.
 * https://docs.docker.com/reference/cli/docker/container/run/#security-opt
 */
export function parseSecurityOptions(options: readonly string[]): SecurityOptions {
  const said = new Map(options.map(splitOption));
  const read = <T>(name: string, meaning: (value: string) => T): T | undefined => {
    const value = said.get(name);
    return value === undefined ? undefined : meaning(value);
  };
  return {
    noNewPrivileges: read("no-new-privileges", (value) => /^(|1|t|true)$/i.test(value)),
    seccomp: read("seccomp", (value) => SECCOMP.get(value) ?? (allowsAll(value) ? "unconfined" : "profile")),
    appArmor: read("apparmor", (value) => APP_ARMOR.get(value) ?? "profile"),
    seLinux: labelled(options),
    kernelPathsHidden: read("systempaths", (value) => value !== "unconfined"),
  };
}

/** There may be several labels, and one that confines nothing is enough. https://github.com/opencontainers/selinux/blob/main/go-selinux/label/label_linux.go */
function labelled(options: readonly string[]): Confinement | undefined {
  const labels = options.map(splitOption).filter(([name]) => name === "label");
  if (labels.length === 0) return undefined;
  return labels.some(([, value]) => /^(disable|type:(spc_t|unconfined_t))$/.test(value)) ? "unconfined" : "profile";
}

/** An equals sign parts before a colon does: `label=type:container_t`, and `seccomp:unconfined` as it was once written. */
function splitOption(option: string): readonly [string, string] {
  const sign = option.includes("=") ? "=" : ":";
  const at = option.indexOf(sign);
  const [name, value] = at < 0 ? [option, ""] : [option.slice(0, at), option.slice(at + 1)];
  return name === "disable" ? ["label", "disable"] : [name.trim().toLowerCase(), value.trim()];
}

/** https://docs.docker.com/engine/security/seccomp/ */
const SECCOMP: ReadonlyMap<string, Confinement> = new Map(
  Object.entries({ unconfined: "unconfined", builtin: "default", "": "default" }),
);

/** A profile is written out where it is no file; one that allows what it does not name, and names nothing, is none. */
function allowsAll(profile: string): boolean {
  const plain = profile.replace(/\s/g, "");
  return /^\{.*"defaultAction":"SCMP_ACT_ALLOW"/.test(plain) && !/"names?":/.test(plain);
}

/** https://docs.docker.com/engine/security/apparmor/ */
const APP_ARMOR: ReadonlyMap<string, Confinement> = new Map(
  Object.entries({
    unconfined: "unconfined",
    "docker-default": "default",
    "": "default",
  }),
);
