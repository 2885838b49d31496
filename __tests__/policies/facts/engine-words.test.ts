import { backingOf } from "../../../policies/facts/driver-options";
import { secondsOf } from "../../../policies/facts/durations";
import { parseSecurityOptions } from "../../../policies/facts/security-options";
import { bytesOf } from "../../../policies/facts/sizes";
import { parseTmpfsOptions } from "../../../policies/facts/tmpfs-options";
import { isBounded } from "../../../policies/facts/version";

describe("durations, sizes and versions", () => {
  it.each([
    ["1m30s", 90],
    ["500ms", 0.5],
    ["1.5h", 5400],
    ["2d", 172800],
    [".5s", 0.5],
    ["0", 0],
    ["90", undefined],
    ["1 m", undefined],
    ["", undefined],
  ])("'%s' lasts %p seconds", (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it.each([
    ["512m", 536870912],
    ["1 GiB", 1073741824],
    ["1.5k", 1536],
    ["10", 10],
    ["-1", -1],
    ["-2", undefined],
    ["12q", undefined],
  ])("'%s' is %p bytes", (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
  });

  it.each(["4.6.0", "= 4.6.0", "~> 4.6", ">= 1, < 2", ">= 1.3.2, < 4.0.0", "^1.2", "1.x", "v1.2.0", "a".repeat(40)])(
    "'%s' ends somewhere",
    (constraint) => {
      expect(isBounded(constraint)).toBe(true);
    },
  );

  it.each(["", "*", ">= 1", "> 1", "!= 1.0", "main", "latest", "1.2 || >= 3"])("'%s' has no end", (constraint) => {
    expect(isBounded(constraint)).toBe(false);
  });
});

describe("security options", () => {
  it.each([
    ["no-new-privileges", { noNewPrivileges: true }],
    ["no-new-privileges=true", { noNewPrivileges: true }],
    ["no-new-privileges:TRUE", { noNewPrivileges: true }],
    ["no-new-privileges:false", { noNewPrivileges: false }],
    ["seccomp=unconfined", { seccomp: "unconfined" }],
    ["seccomp:unconfined", { seccomp: "unconfined" }],
    ["seccomp=builtin", { seccomp: "default" }],
    ['seccomp={"defaultAction":"SCMP_ACT_ERRNO"}', { seccomp: "profile" }],
    ['seccomp={ "defaultAction": "SCMP_ACT_ALLOW" }', { seccomp: "unconfined" }],
    ['seccomp={"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mount"]}]}', { seccomp: "profile" }],
    ["apparmor=docker-default", { appArmor: "default" }],
    ["apparmor=unconfined", { appArmor: "unconfined" }],
    ["label=disable", { seLinux: "unconfined" }],
    ["label:disable", { seLinux: "unconfined" }],
    ["label=type:container_t", { seLinux: "profile" }],
    ["label:type:spc_t", { seLinux: "unconfined" }],
    ["systempaths=unconfined", { kernelPathsHidden: false }],
    ["something=else", {}],
  ])("'%s' means %j", (option, meant) => {
    const said = Object.entries(parseSecurityOptions([option])).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(said)).toEqual(meant);
  });

  it("count the last time they are there", () => {
    const twice = ["seccomp=unconfined", "no-new-privileges", "seccomp=builtin", "no-new-privileges=false"];
    expect(parseSecurityOptions(twice)).toMatchObject({ seccomp: "default", noNewPrivileges: false });
  });
});

it("has no label as soon as one of the labels says so", () => {
  expect(parseSecurityOptions(["label=disable", "label=level:s0:c1"]).seLinux).toBe("unconfined");
  expect(parseSecurityOptions(["label=type:container_t", "label=level:s0:c1"]).seLinux).toBe("profile");
});

describe("memory that is mounted", () => {
  it.each([
    ["", { sizeBytes: undefined, allowed: [], readOnly: false }],
    ["rw,exec,size=64m", { sizeBytes: 67108864, allowed: ["exec"], readOnly: false }],
    ["exec,noexec,ro", { sizeBytes: undefined, allowed: [], readOnly: true }],
    ["suid,dev,size=0", { sizeBytes: undefined, allowed: ["suid", "dev"], readOnly: false }],
  ])("with '%s' is %j", (text, options) => {
    expect(parseTmpfsOptions(text)).toEqual(options);
  });

  it("is bounded by a share as well", () => {
    expect(parseTmpfsOptions("size=10%").sizeBytes).toBeGreaterThan(0);
  });
});

describe("behind the name of a volume", () => {
  it.each([
    [
      { type: "none", o: "bind", device: "/etc" },
      { kind: "bind", device: "/etc" },
    ],
    [
      { type: "none", o: "rw, rbind", device: "/etc" },
      { kind: "bind", device: "/etc" },
    ],
    [
      { type: "tmpfs", device: "tmpfs" },
      { kind: "tmpfs", device: "" },
    ],
    [
      { type: "nfs", o: "addr=192.0.2.1", device: ":/data" },
      { kind: "volume", device: "" },
    ],
    [
      { type: "ext4", device: "/dev/sda1" },
      { kind: "bind", device: "/dev/sda1" },
    ],
    [
      { type: "overlay", o: "lowerdir=/srv/a/b:/,upperdir=/srv/u,workdir=/srv/w", device: "overlay" },
      { kind: "bind", device: "/" },
    ],
    [
      { type: "proc", device: "proc" },
      { kind: "bind", device: "/proc" },
    ],
    [{}, { kind: "volume", device: "" }],
  ])("%j lies %j", (options, backing) => {
    expect(backingOf(new Map(Object.entries(options)))).toEqual(backing);
  });
});
