import type { LayerRecipe } from "./recipe";

/** The Debian release that all packages come from, whatever the machine that builds runs on. */
export const RELEASE = "bookworm";

/** The search path of the official images, so that a bare command name finds the same binary. */
export const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export const BASE_ENVIRONMENT: Readonly<Record<string, string>> = { PATH, LANG: "C.UTF-8", TZ: "Etc/UTC" };

/** Needed only by the maintainer scripts of other packages, which never run here. */
export const NEVER_INSTALLED: readonly string[] = [
  "adduser",
  "debconf",
  "dpkg",
  "init-system-helpers",
  "lsb-base",
  "openssl",
  "perl",
  "perl-base",
  "sysvinit-utils",
  "ucf",
];

/** Documentation, translations and what only an init system reads. */
export const NEVER_COPIED: readonly string[] = [
  "usr/share/doc",
  "usr/share/doc-base",
  "usr/share/man",
  "usr/share/locale",
  "usr/share/info",
  "usr/share/lintian",
  "usr/share/bug",
  "usr/share/gcc",
  "usr/share/gdb",
  "usr/share/bash-completion",
  "usr/lib/systemd",
  "usr/lib/tmpfiles.d",
  "usr/lib/sysusers.d",
  "usr/lib/init",
  "etc/init.d",
  "etc/default",
  "etc/logrotate.d",
  "etc/rsyslog.d",
  "etc/apparmor.d",
  "etc/cron.*",
  "etc/ufw",
  "var/cache",
  "var/log",
];

/** Enough for entry scripts, jobs and health checks; nothing that configures a machine or opens a server. */
const APPLETS: readonly string[] =
  `[ ash awk base64 basename cat chgrp chmod cmp cp cut date dd df diff dirname du echo egrep env expr false fgrep find
  grep gunzip gzip head hexdump hostname id kill ln ls md5sum mkdir mkfifo mktemp mv nc nproc nslookup od paste pidof
  printf ps pwd readlink realpath rm rmdir sed seq setsid sh sha256sum sha512sum sleep sort stat stty sync tail tar tee
  test time timeout touch tr true truncate uname uniq wc wget which whoami xargs xxd yes zcat`.split(/\s+/);

const merged = ["bin", "sbin", "lib", "lib64"];

/** The layer beneath every image. Containers that need a reaping PID 1 use the engine's own (`init: true`). */
export const BASE: LayerRecipe = {
  packages: [
    "libc6",
    "libc-bin",
    "libgcc-s1",
    "libstdc++6",
    "zlib1g",
    "libssl3",
    "ca-certificates",
    "tzdata",
    "busybox",
    "netbase",
  ],
  keep: {
    // initdb lists collations with `locale -a`.
    "libc-bin": ["usr/lib/locale/C.utf8", "usr/bin/locale"],
    busybox: ["usr/bin/busybox"],
    "ca-certificates": ["etc/ssl/certs"],
  },
  drop: [
    "usr/lib/*/gconv",
    "usr/lib/*/libmemusage.so",
    "usr/lib/*/libpcprofile.so",
    "usr/share/zoneinfo/right",
    "usr/share/zoneinfo/posix",
  ],
  directories: {
    ...Object.fromEntries(merged.map((name) => [`/usr/${name}`, { mode: 0o755, owner: 0 }])),
    ...Object.fromEntries(["dev", "proc", "sys", "run"].map((name) => [`/${name}`, { mode: 0o755, owner: 0 }])),
    "/tmp": { mode: 0o1777, owner: 0 },
    "/var/tmp": { mode: 0o1777, owner: 0 },
    "/root": { mode: 0o700, owner: 0 },
    // Where configuration and secrets are mounted: on a read-only root a missing target cannot be created.
    "/config": { mode: 0o755, owner: 0 },
    "/run/secrets": { mode: 0o755, owner: 0 },
  },
  files: {
    "/etc/nsswitch.conf": { source: "base/nsswitch.conf", mode: 0o644 },
    "/etc/os-release": { source: "base/os-release", mode: 0o644 },
  },
  links: {
    ...Object.fromEntries(merged.map((name) => [`/${name}`, `usr/${name}`])),
    ...Object.fromEntries(APPLETS.map((applet) => [`/usr/bin/${applet}`, "busybox"])),
    "/var/run": "/run",
    "/etc/localtime": "/usr/share/zoneinfo/Etc/UTC",
    "/usr/lib/ssl/cert.pem": "/etc/ssl/certs/ca-certificates.crt",
  },
  users: {},
  bundle: { package: "ca-certificates", suffix: ".crt", into: "/etc/ssl/certs/ca-certificates.crt" },
};
