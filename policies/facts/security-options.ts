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
    seccomp: read("seccomp", (value) => SECCOMP[value] ?? "profile"),
    appArmor: read("apparmor", (value) => APP_ARMOR[value] ?? "profile"),
    seLinux: read("label", (value) => (value === "disable" ? "unconfined" : "profile")),
    kernelPathsHidden: read("systempaths", (value) => value !== "unconfined"),
  };
}

/** An equals sign parts before a colon does: `label=type:container_t`, and `seccomp:unconfined` as it was once written. */
function splitOption(option: string): readonly [string, string] {
  const sign = option.includes("=") ? "=" : ":";
  const at = option.indexOf(sign);
  const [name, value] = at < 0 ? [option, ""] : [option.slice(0, at), option.slice(at + 1)];
  return name === "disable" ? ["label", "disable"] : [name.trim().toLowerCase(), value.trim()];
}

/** https://docs.docker.com/engine/security/seccomp/ */
const SECCOMP: Readonly<Record<string, Confinement>> = { unconfined: "unconfined", builtin: "default", "": "default" };

/** https://docs.docker.com/engine/security/apparmor/ */
const APP_ARMOR: Readonly<Record<string, Confinement>> = {
  unconfined: "unconfined",
  "docker-default": "default",
  "": "default",
};
