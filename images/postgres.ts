import { PATH } from "./base";
import type { Recipe } from "./recipe";

const bin = "/usr/lib/postgresql/15/bin";

/** https://github.com/docker-library/postgres (Debian variant, 15): paths, uid, variables and entry script. */
export const postgres: Recipe = {
  name: "postgres",
  version: "15",
  packages: ["postgresql-15"],
  without: [
    "libllvm14",
    "libc-l10n",
    "locales",
    "postgresql-common",
    "postgresql-client-common",
    "readline-common",
    "ssl-cert",
  ],
  drop: [
    "usr/share/postgresql/15/man",
    "usr/lib/postgresql/15/lib/bitcode",
    // Just-in-time compilation needs LLVM (110 MB); the server does without when the file is absent.
    "usr/lib/postgresql/15/lib/llvmjit*",
  ],
  users: { postgres: 999 },
  user: "999:999",
  directories: {
    "/var/lib/postgresql": { mode: 0o755, owner: 999 },
    "/var/lib/postgresql/data": { mode: 0o700, owner: 999 },
    // Shared with jobs over a volume, which inherits the owner.
    "/run/postgresql": { mode: 0o775, owner: 999 },
    "/docker-entrypoint-initdb.d": { mode: 0o755, owner: 0 },
  },
  files: { "/usr/local/bin/docker-entrypoint.sh": { source: "postgres-entrypoint.sh", mode: 0o755 } },
  environment: { PATH: `${PATH}:${bin}`, PGDATA: "/var/lib/postgresql/data", PG_MAJOR: "15" },
  entrypoint: ["docker-entrypoint.sh"],
  command: ["postgres"],
  ports: [5432],
  // Fast shutdown: SIGTERM would wait for every client to leave.
  stopSignal: "SIGINT",
};
