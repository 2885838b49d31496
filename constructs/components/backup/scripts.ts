export interface Retention {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

/** Where OpenSSH finds its key. */
export const SFTP_KEY = "/tmp/sftp-key";

export interface SavedSources {
  /** The folders below `/staging`, by which they are known in every snapshot. */
  readonly names: readonly string[];
  /** How long a dump is waited for. */
  readonly patienceSeconds: number;
  readonly keep: Retention;
  readonly environment: string;
}

/** What lies in the component's own volume, mounted at `/var/tmp`. */
export const METRICS = "metrics";

/** What the names of saved settings begin with among the files of the job that puts them there. */
export const SETTINGS = "settings-";

/** The name under which settings are counted among the sources. */
const CONFIGURATION = "configuration";

/**
 * What saves and brings back, as the schedule and `bulwark` call it:
 * `scheduled`; `save SINCE`, of dumps begun then or later; `check`, all of the repository; `list`, as JSON;
 * `fetch SNAPSHOT`, to where the restore jobs look; `tidy`, what was fetched; `settings SNAPSHOT`, as text.
 */
export function backupScript(saved: SavedSources): string {
  return [OPENING, saving(saved), forgetting(saved), SCHEDULED, MEASURE, fetching(saved), verbs(saved)].join("\n");
}

const OPENING = `set -u
umask 022
own=/var/tmp
# restic takes its command for SFTP as an option alone.
restic() {
  if [ -n "\${SFTP_COMMAND:-}" ]; then
    # A given secret comes without its last line end, and OpenSSH reads no key without one.
    (umask 077 && { cat "$SFTP_KEY_FILE" && echo; } >${SFTP_KEY})
    set -- -o "sftp.command=$SFTP_COMMAND" "$@"
  fi
  \${limit:-} env restic "$@"
}
briefly() { limit='timeout 30' "$@"; }
fail() { echo "$1" >&2; exit "\${2:-1}"; }

dumps=''
leave() {
  [ -z "$dumps" ] || rm -f $dumps
  rm -rf /tmp/lock
}

# One at a time; a lock of a run that was killed is taken over.
alone() {
  if ! mkdir /tmp/lock 2>/dev/null; then
    if kill -0 "$(cat /tmp/lock/pid)" 2>/dev/null; then fail 'another run of the backup is under way' 3; fi
  fi
  echo $$ >/tmp/lock/pid
  trap leave EXIT
  trap 'exit 143' TERM INT
}

# A repository is made where there is none, and never in place of one that cannot be opened. Left alone, restic would
# ask a service that does not answer for a quarter of an hour.
open() {
  said=$(briefly restic cat config 2>&1 >/dev/null) && return
  briefly restic init >/dev/null 2>&1 || fail "the repository cannot be opened: $said" 3
}

exists() {
  said=$(briefly restic cat config 2>&1 >/dev/null) || fail "the repository cannot be opened: $said" 3
}

# await SOURCE SINCE: the exit code of its dump
await() {
  while :; do
    if [ -f "/staging/$1/status" ]; then
      read -r begun code <"/staging/$1/status"
      if [ "$begun" -ge "$2" ]; then return "$code"; fi
    fi
    if [ "$(date +%s)" -ge "$end" ]; then return 124; fi
    sleep 1
  done
}
`;

const saving = ({
  names,
  patienceSeconds,
  environment,
}: SavedSources) => `# A shell of its own, so that a failure is noted.
save() (
  began=$(date +%s)
  end=$((began + ${patienceSeconds}))
  saved='' failed='' paths=$own/${CONFIGURATION}
  for source in ${names.join(" ")}; do
    if await "$source" "$1"; then
      saved="$saved $source" paths="$paths /staging/$source/dump"
    else
      failed="$failed $source"
    fi
  done
  open
  restic unlock >/dev/null
  # shellcheck disable=SC2086
  restic backup --quiet --host ${environment} $paths
  code=$?
  rm -f /staging/*/dump/*
  if [ "$code" -eq 0 ]; then note; fi
  [ -z "$failed" ] || { echo "not saved, because its dump failed or did not come:$failed" >&2; code=1; }
  exit "$code"
)

note() {
  for source in $saved ${CONFIGURATION}; do
    echo "$began" >"$own/state/$source"
  done
}
`;

/** The last one is always kept, however little is. */
const forgetting = ({ keep, environment }: SavedSources) => `forget() {
  restic forget --quiet --host ${environment} --keep-last 1 --keep-daily ${keep.daily} --keep-weekly ${keep.weekly} --keep-monthly ${keep.monthly} --prune
}
`;

const SCHEDULED = `# All of the repository is read within a week of daily runs, a seventh each day.
check_part() {
  restic check --quiet --read-data-subset="$(($(date +%s) / 86400 % 7 + 1))/7" && date +%s >"$own/state/.checked"
}

scheduled() {
  begun=$(date +%s)
  # The dumps have the same schedule, and a clock that was just set right does no harm.
  save "$((begun - 30))" && check_part && forget
  result=$?
  printf '%s %s\\n' "$(($(date +%s) - begun))" "$result" >"$own/state/.last"
  measure
  return "$result"
}
`;

const fetching = ({ names }: SavedSources) => `fetch() {
  tidy
  for source in ${names.join(" ")}; do
    mkdir -p "/staging/$source/restore"
    restic dump --quiet "$1" "/staging/$source/dump/data" >"/staging/$source/restore/data" || {
      tidy
      fail "snapshot $1 does not give back $source, and nothing was restored"
    }
  done
}

tidy() { rm -rf /staging/*/restore; }
`;

const verbs = ({ environment }: SavedSources) => `case $1 in
  scheduled) alone; dumps='/staging/*/dump/*'; scheduled ;;
  save) alone; dumps='/staging/*/dump/*'; save "$2"; result=$?; measure; exit "$result" ;;
  check) alone; exists; restic check --read-data ;;
  list) exists; restic snapshots --json --host ${environment} ;;
  fetch) alone; exists; fetch "$2" ;;
  tidy) tidy ;;
  settings) exists; restic dump --quiet "$2" "$own/${CONFIGURATION}/environment.yaml" ;;
esac
`;

/** In the text format of Prometheus, in place of what was there before at once. */
const MEASURE = `measure() {
  {
    echo '# HELP backup_last_success_timestamp_seconds Start of the last run that saved the source.'
    echo '# TYPE backup_last_success_timestamp_seconds gauge'
    for file in "$own"/state/*; do
      [ -f "$file" ] && echo "backup_last_success_timestamp_seconds{source=\\"\${file##*/}\\"} $(cat "$file")"
    done
    echo '# HELP backup_source_since_timestamp_seconds When the source was first to be saved.'
    echo '# TYPE backup_source_since_timestamp_seconds gauge'
    for file in "$own"/since/*; do
      [ -f "$file" ] && echo "backup_source_since_timestamp_seconds{source=\\"\${file##*/}\\"} $(cat "$file")"
    done
    if [ -f "$own/state/.checked" ]; then
      echo '# HELP backup_last_check_success_timestamp_seconds When a part of the repository was last read and found whole.'
      echo '# TYPE backup_last_check_success_timestamp_seconds gauge'
      echo "backup_last_check_success_timestamp_seconds $(cat "$own/state/.checked")"
    fi
    if read -r seconds code 2>/dev/null <"$own/state/.last"; then
      echo '# HELP backup_last_duration_seconds How long the last scheduled run took.'
      echo '# TYPE backup_last_duration_seconds gauge'
      echo "backup_last_duration_seconds $seconds"
      echo '# HELP backup_last_run_success 1 when the last scheduled run saved, checked and tidied up, else 0.'
      echo '# TYPE backup_last_run_success gauge'
      echo "backup_last_run_success $((code == 0))"
    fi
  } >"$own/${METRICS}/backup.part"
  mv "$own/${METRICS}/backup.part" "$own/${METRICS}/backup.prom"
}
`;

/** Lays out the component's own volume and puts the settings there: a job, so that an edit of them replaces nothing. */
export function prepareScript(names: readonly string[]): string {
  return `set -eu
umask 022
own=/var/tmp
mkdir -p "$own/state" "$own/since" "$own/${METRICS}" "$own/${CONFIGURATION}"
rm -f "$own/${CONFIGURATION}"/*
for file in /config/${SETTINGS}*; do
  [ ! -f "$file" ] || cp "$file" "$own/${CONFIGURATION}/\${file#/config/${SETTINGS}}"
done
for file in "$own"/since/* "$own"/state/*; do
  case " ${[...names, CONFIGURATION].join(" ")} " in *" \${file##*/} "*) ;; *) rm -f "$file" ;; esac
done
for source in ${[...names, CONFIGURATION].join(" ")}; do
  [ -f "$own/since/$source" ] || date +%s >"$own/since/$source"
done
${MEASURE}
measure
`;
}
