import { daemonDefaults, isNoNewPrivileges, seccompOf } from "../../../evidence/docker/security-options";

const DEFAULTS = { seccomp: "default", noNewPrivileges: false } as const;

describe("the engine's security options", () => {
  it.each([
    [["name=seccomp,profile=default"], "default"],
    [["name=apparmor", "name=seccomp,profile=builtin"], "default"],
    [["name=seccomp,profile=unconfined"], "unconfined"],
    [["name=seccomp,profile=/etc/docker/seccomp.json"], "custom"],
    [["name=apparmor"], undefined],
  ])("%j mean that seccomp is %s", (options, seccomp) => {
    expect(daemonDefaults(options).seccomp).toBe(seccomp);
  });

  it("may switch no-new-privileges on for everybody", () => {
    expect(daemonDefaults(["name=no-new-privileges"]).noNewPrivileges).toBe(true);
    expect(daemonDefaults([]).noNewPrivileges).toBe(false);
  });
});

describe("a container's security options", () => {
  it.each([
    [[], "default"],
    [["seccomp=unconfined"], "unconfined"],
    [["seccomp:unconfined"], "unconfined"],
    [['seccomp={"defaultAction":\n"SCMP_ACT_ERRNO"}'], "custom"],
  ])("%j mean that seccomp is %s", (options, seccomp) => {
    expect(seccompOf(options, DEFAULTS)).toBe(seccomp);
    expect(seccompOf(options, { ...DEFAULTS, seccomp: undefined })).toBeUndefined();
  });

  it.each([
    [["no-new-privileges"], true],
    [["no-new-privileges:true"], true],
    [["no-new-privileges=true"], true],
    [["no-new-privileges:false"], false],
    [[], false],
  ])("%j mean that no-new-privileges is %s", (options, on) => {
    expect(isNoNewPrivileges(options, DEFAULTS)).toBe(on);
  });

  it("leave the engine's default alone when they say nothing", () => {
    expect(isNoNewPrivileges([], { ...DEFAULTS, noNewPrivileges: true })).toBe(true);
  });
});
