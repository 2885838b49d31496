import { JobReach, RESTORED, mounted, password, type Component, type SavedData } from "../../core";
import type { Account } from "./scripts";

/** Of the server that hands over what was saved, for as long as it takes. */
const PORT = 7000;

/** The dump is what a replica gets, so it is of one moment. It is restored by making the server a replica of the dump. */
export function savedData(server: Component, saver: Account, admin: Account): SavedData {
  return {
    dump: {
      files: [{ name: "dump.sh", content: dumpScript(server.name, saver) }],
      secrets: [mounted(password(saver.secret))],
    },
    restore: {
      files: [{ name: "restore.sh", content: restoreScript(server.name, admin) }],
      secrets: [mounted(password(admin.secret))],
      reach: JobReach.OWN,
    },
  };
}

/** The password goes in over standard input: on the command line or in the environment it can be read by others. */
const dumpScript = (host: string, { user, secret }: Account) => `set -eu
redis-cli -h ${host} --user ${user} --askpass --rdb "$1" <"/run/secrets/${secret}"
[ -s "$1" ]
`;

/** `saved` and `real` ask the two servers; `until_says SERVER COMMAND ANSWER SECONDS` waits until one answers so. */
const asking = (host: string, secret: string) => `set -eu
secret=$(head -c 32 /dev/urandom | sha256sum | cut -d ' ' -f 1)
real() { printf 'AUTH admin %s\\n%s\\n' "$(cat /run/secrets/${secret})" "$1" | redis-cli -h ${host} 2>&1 | tail -n +2 | tr -d '\\r'; }
saved() { printf 'AUTH %s\\n%s\\n' "$secret" "$1" | redis-cli -p ${PORT} 2>&1 | tail -n +2 | tr -d '\\r'; }
says() { printf '%s\\n' "$1" | grep -q "^$2$"; }
until_says() {
  tries=0
  until says "$("$1" "$2")" "$3"; do
    tries=$((tries + 1))
    if [ "$tries" -ge "$4" ] || ! kill -0 "$server"; then
      echo "'$2' was not answered with $3 within $4 s" >&2
      exit 1
    fi
    sleep 1
  done
}
`;

const LOOK = `if [ "$1" = look ]; then
  real 'INFO keyspace' | sed -n 's/^\\(db[0-9]*\\):keys=\\([0-9]*\\),.*/\\2 keys in \\1/p'
  exit
fi
`;

/**
 * A second server loads the dump, and the real one becomes its replica and then a server of its own again: binary-safe,
 * all at once, and into its append-only file. Times to live go on while a dump lies there.
 */
const restoreScript = (host: string, { secret }: Account) => `${asking(host, secret)}${LOOK}
redis-server - <<CONFIGURATION &
port ${PORT}
requirepass $secret
dir ${RESTORED.folder}
dbfilename ${RESTORED.file}
save ""
appendonly no
CONFIGURATION
server=$!
back() {
  real 'REPLICAOF NO ONE' >/dev/null
  real 'CONFIG SET masterauth ""' >/dev/null
  kill "$server" 2>/dev/null || :
}
trap back EXIT
trap 'exit 143' TERM INT
until_says saved PING PONG 3600
until_says real PING PONG 60
real "CONFIG SET masterauth $secret" >/dev/null
real "REPLICAOF $(hostname -i | cut -d ' ' -f 1) ${PORT}" >/dev/null
until_says real 'INFO replication' master_link_status:up 3600
real 'REPLICAOF NO ONE' >/dev/null
until_says real 'INFO persistence' aof_rewrite_in_progress:0 3600
until_says real 'INFO persistence' aof_last_bgrewrite_status:ok 60
`;
