/**
 * Where the loop of a scheduled job keeps how the last run ended: in memory, and open to every user after a restart too, when
 * a folder of `tmpfs` has the mode of what it is mounted on.
 */
const STATE_FOLDER = "/dev/shm";

/**
 * POSIX shell, since nothing else is in every image. A signal to all (`kill -1`) spares process 1 and who sends it, and
 * reaches what the run has started, https://man7.org/linux/man-pages/man2/kill.2.html. A shell that is neither process 1
 * nor its child shares the namespace with others, and leaves these alone.
 */
const RUN = `child=''

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

say() { printf '{"time":"%s","level":"%s","msg":"%s","job":"%s"%s}\\n' "$(now)" "$1" "$2" "$name" "\${3:-}"; }

# leaves the exit code in $code, 124 when the deadline was reached
run() {
  say info 'job started'
  waited=0
  "$@" &
  child=$!
  while kill -0 "$child" 2>/dev/null && [ "$waited" -lt "$deadline" ]; do
    sleep 1
    waited=$((waited + 1))
  done
  late=''
  if kill -0 "$child" 2>/dev/null; then
    late=1
    say error "job is ended: it took longer than $deadline s"
    end
  fi
  wait "$child"
  code=$?
  child=''
  [ -z "$late" ] || code=124
  level=info
  [ "$code" -eq 0 ] || level=error
  say "$level" 'job ended' ",\\"exitCode\\":$code,\\"seconds\\":$waited"
}

signal() {
  if [ "$$" -eq 1 ] || [ "$PPID" -eq 1 ]; then kill -"$1" -1; else kill -"$1" "$child"; fi 2>/dev/null
}

end() {
  signal TERM
  grace=10
  while kill -0 "$child" 2>/dev/null && [ "$grace" -gt 0 ]; do
    sleep 1
    grace=$((grace - 1))
  done
  signal KILL
}

stop() {
  trap '' TERM INT
  if [ -n "$child" ]; then
    say info 'job is stopped'
    signal TERM
    wait "$child"
  fi
  exit 143
}

trap stop TERM INT
`;

/** `/bin/sh run-once.sh <name> <deadline in seconds> <command…>` ends as the command does. */
export const RUN_ONCE = `name=$1 deadline=$2
shift 2
${RUN}
run "$@"
exit "$code"
`;

const RUN_AND_NOTE = `  run "$@"
  printf '%s %s\\n' "$code" "$(now)" >${STATE_FOLDER}/last
`;

/**
 * `/bin/sh run-on-schedule.sh <name> <period> <offset> <deadline> <command…>`, all in seconds. It sleeps in short pieces,
 * so that a clock that is set right moves the next run.
 */
export const RUN_ON_SCHEDULE = onSchedule("");

/** The same, with a run before the first sleep: what is due by then is not waited for. */
export const RUN_AT_START_TOO = onSchedule(RUN_AND_NOTE);

function onSchedule(first: string): string {
  return `name=$1 period=$2 offset=$3 deadline=$4
shift 4
${RUN}
${first}while :; do
  at=$(date +%s)
  due=$(((at - offset) / period * period + offset + period))
  while [ "$at" -lt "$due" ]; do
    left=$((due - at))
    [ "$left" -le 30 ] || left=30
    sleep "$left" &
    wait $!
    at=$(date +%s)
  done
${RUN_AND_NOTE}done
`;
}

/** Unhealthy from a failed run until the next one that succeeds. */
export const LAST_RUN_SUCCEEDED = `code=0
[ ! -f ${STATE_FOLDER}/last ] || read -r code at <${STATE_FOLDER}/last
[ "\${code:-0}" -eq 0 ] || { echo "the last run ended with $code at $at"; exit 1; }
`;
