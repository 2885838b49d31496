/** The users as a server finds them when it starts. */
export const ACL_FILE = "/data/users.acl";

/** A user of the server and the name of the secret with its password. */
export interface Account {
  readonly user: string;
  readonly secret: string;
}

export interface Accounts {
  readonly admin: Account;
  readonly health: Account;
  readonly layers: readonly Account[];
  readonly monitors: readonly Account[];
  readonly backups: readonly Account[];
}

/** Writes the users where the server looks for them. */
export const installUsers = (accounts: Accounts): string => `${writeUsers(accounts, `${ACL_FILE}.new`)}
mv ${ACL_FILE}.new ${ACL_FILE}
`;

/** Redis has no command that checks a file of users: a server of its own, which nobody can reach, reads it. */
export const checkUsers = (accounts: Accounts): string => `${writeUsers(accounts, "/tmp/users.acl")}
redis-server --port 0 --unixsocket /tmp/redis.sock --dir /tmp --save '' --aclfile /tmp/users.acl > /tmp/log 2>&1 &
tries=0
until redis-cli -s /tmp/redis.sock PING 2>&1 | grep -q NOAUTH; do
  tries=$((tries + 1))
  if [ "$tries" -ge 100 ] || ! kill -0 $! 2>/dev/null; then
    cat /tmp/log >&2
    exit 1
  fi
  sleep 0.1
done
kill $!
`;

/** No key, and no command that shows what others asked: `SLOWLOG GET` and `CLIENT LIST` would. */
const FIGURES = "-@all +ping +info +config|get +slowlog|len +latency|latest +latency|histogram +client|setname";

/** What a replica asks of its master. https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/ */
const EVERYTHING_AT_ONCE = "-@all +ping +psync +sync +replconf";

/** Only hashes reach the file; a layer has its own keys and channels, and no command that reads or harms others. */
function writeUsers({ admin, health, layers, monitors, backups }: Accounts, file: string): string {
  const line = ({ user, secret }: Account, rules: string) =>
    `  printf 'user ${user} on #%s ${rules}\\n' "$(hash ${secret})"`;
  return `set -eu
umask 077
hash() { tr -d '\\n' < "/run/secrets/$1" | sha256sum | cut -d ' ' -f 1; }
{
  printf 'user default off resetpass -@all\\n'
${line(admin, "~* &* +@all")}
${line(health, "-@all +ping")}
${monitors.map((monitor) => `${line(monitor, FIGURES)}\n`).join("")}${backups.map((backup) => `${line(backup, EVERYTHING_AT_ONCE)}\n`).join("")}${layers.map((layer) => line(layer, `~${layer.user}:* &${layer.user}:* +@all -@dangerous -@admin`)).join("\n")}
} > ${file}`;
}

/**
 * Brings a running server's users to what the file says, one by one: before 7.2, `ACL LOAD` ends the connections of all.
 * https://github.com/redis/redis/pull/12171
 */
export const loadUsers = ({ secret }: Account, host: string): string => `set -eu
ask() {
  { printf 'AUTH admin %s\\n' "$(cat /run/secrets/${secret})"; cat; } | redis-cli -h ${host} 2>&1 | tail -n +2
}
tries=0
until [ "$(echo PING | ask)" = PONG ]; do
  tries=$((tries + 1))
  if [ "$tries" -ge 60 ]; then
    echo 'Redis did not answer within 60 s; its log says why' >&2
    exit 1
  fi
  sleep 1
done
refused=$(sed 's/^user \\([^ ]*\\) /ACL SETUSER \\1 reset /' ${ACL_FILE} | ask | grep -vx OK || true)
for user in $(echo 'ACL USERS' | ask); do
  grep -q "^user $user " ${ACL_FILE} || refused="$refused$(echo "ACL DELUSER $user" | ask | grep -vx 1 || true)"
done
[ -z "$refused" ] || { echo "$refused" >&2; exit 1; }
`;

/** Asks over standard input: a password on the command line or in the environment can be read by others. */
export function ask({ user, secret }: Account, host: string, command: string, wanted: string): string {
  return `tries=0
answer=
while [ "$tries" -lt ${host === "127.0.0.1" ? 1 : 60} ]; do
  answer=$(printf 'AUTH ${user} %s\\n${command}\\n' "$(cat /run/secrets/${secret})" | redis-cli -h ${host} 2>&1 | tail -n 1)
  case "$answer" in
    ${wanted}) exit 0 ;;
    # no later answer will be another one
    'ERR '*) break ;;
  esac
  tries=$((tries + 1))
  sleep 1
done
echo "Redis answered '${command}' with: $answer" >&2
exit 1
`;
}
