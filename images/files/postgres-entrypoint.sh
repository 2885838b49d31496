#!/bin/sh
# Variables and arguments as in the official image (https://github.com/docker-library/postgres), for a container that
# runs as 999:999 on a read-only root. Different on purpose:
#  - A new cluster is made in $PGDATA/.bulwark-init and moved up, PG_VERSION last. A crash on the way leaves either nothing
#    that counts as a cluster, or a complete one that the next start moves up. $PGDATA may itself be the mount point.
#  - Until then the server has no TCP port, and its socket lies in a private folder: nobody connects too early.
#  - initdb gets the password through a pipe; it never stands in the environment of a process. Scripts in
#    /docker-entrypoint-initdb.d need none.
#  - Checksums are on and the default of pg_hba.conf is scram-sha-256; POSTGRES_INITDB_ARGS may say otherwise.
set -eu
umask 077

fail() {
  echo "docker-entrypoint.sh: $*" >&2
  exit 1
}

# from_file NAME [DEFAULT]: $NAME, or what the file $NAME_FILE holds, or the default.
from_file() {
  eval "value=\${$1:-} file=\${$1_FILE:-}"
  [ -z "$value" ] || [ -z "$file" ] || fail "both $1 and $1_FILE are set; keep one of them"
  if [ -n "$file" ]; then
    value=$(cat "$file") || fail "$1_FILE: cannot read '$file' as user $(id -u)"
  fi
  eval "$1=\${value:-\${2:-}}"
  unset "$1_FILE" value file
}

read_settings() {
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_USER postgres
  from_file POSTGRES_DB "$POSTGRES_USER"
  from_file POSTGRES_INITDB_ARGS
  method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
  [ -n "$POSTGRES_PASSWORD" ] || [ "$method" = trust ] ||
    fail "no password for the first start; set POSTGRES_PASSWORD_FILE to the path of a file that holds it"
  [ -z "${POSTGRES_INITDB_WALDIR:-}" ] || fail "POSTGRES_INITDB_WALDIR is not supported; remove it"
}

refuse_foreign_files() {
  for entry in "$PGDATA"/* "$PGDATA"/.[!.]*; do
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    case "${entry##*/}" in
      lost+found | .bulwark-init) ;;
      *) fail "$PGDATA holds no cluster but is not empty (${entry##*/}); empty it or mount another volume" ;;
    esac
  done
}

make_cluster() {
  rm -rf "$init"
  if [ -n "$POSTGRES_PASSWORD" ]; then
    printf '%s\n' "$POSTGRES_PASSWORD" | eval "initdb --pgdata=\"\$init\" --username=\"\$POSTGRES_USER\" --encoding=UTF8 \
      --data-checksums --no-instructions --auth=scram-sha-256 --pwfile=/dev/stdin $POSTGRES_INITDB_ARGS"
  else
    eval "initdb --pgdata=\"\$init\" --username=\"\$POSTGRES_USER\" --encoding=UTF8 --data-checksums --no-instructions \
      --auth=trust $POSTGRES_INITDB_ARGS"
  fi
  printf '\nhost all all all %s\n' "$method" >>"$init/pg_hba.conf"
}

# start_bootstrap postgres [ARGUMENT…]: the server with its own arguments, reachable for this script only.
start_bootstrap() {
  sockets=$(mktemp -d /tmp/bootstrap.XXXXXX) || fail "cannot write /tmp; mount a tmpfs there"
  echo 'local all all trust' >"$sockets/pg_hba.conf"
  "$@" -D "$init" -c listen_addresses= -c port=5432 -c unix_socket_directories="$sockets" \
    -c hba_file="$sockets/pg_hba.conf" -c log_statement=none &
  server=$!
  export PGHOST="$sockets" PGPORT=5432
  until pg_isready -q -U "$POSTGRES_USER" -d postgres; do
    kill -0 "$server" 2>/dev/null || fail "the server ended before it could be set up; its messages are above"
    sleep 0.1
  done
}

stop_bootstrap() {
  unset PGHOST PGPORT
  kill -INT "$server"
  wait "$server" || fail "the server did not stop cleanly after it was set up"
  rm -rf "$sockets"
}

sql() {
  psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" "$@"
}

make_database() {
  sql --dbname postgres -v name="$POSTGRES_DB" <<'SQL'
SELECT format('CREATE DATABASE %I', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
SQL
}

run_scripts() {
  export POSTGRES_USER POSTGRES_DB
  for script in /docker-entrypoint-initdb.d/*; do
    case "$script" in
      *.sh) if [ -x "$script" ]; then "$script"; else . "$script"; fi ;;
      *.sql) sql --dbname "$POSTGRES_DB" --file "$script" ;;
      *.sql.gz) gunzip -c "$script" | sql --dbname "$POSTGRES_DB" ;;
    esac
  done
}

initialise() {
  read_settings
  refuse_foreign_files
  make_cluster
  start_bootstrap "$@"
  make_database
  run_scripts
  stop_bootstrap
  sync -f "$init"
  touch "$init/.complete"
  sync -f "$init"
}

# Renames within one file system; PG_VERSION, the mark of a cluster, goes last.
move_up() {
  for entry in "$init"/* "$init"/.[!.]*; do
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    case "${entry##*/}" in
      PG_VERSION | .complete) ;;
      *) mv "$entry" "$PGDATA/" ;;
    esac
  done
  sync -f "$PGDATA"
  mv "$init/PG_VERSION" "$PGDATA/"
  sync -f "$PGDATA"
}

[ $# -gt 0 ] || set -- postgres
case "$1" in
  -*) set -- postgres "$@" ;;
esac
[ "$1" = postgres ] || exec "$@"
for argument in "$@"; do
  case "$argument" in
    -\? | --help | --describe-config | -V | --version) exec "$@" ;;
  esac
done

[ "$(id -u)" != 0 ] || fail "this runs as root; start the container as user 999:999"
trap 'exit 143' INT TERM
mkdir -p "$PGDATA"
chmod 700 "$PGDATA" 2>/dev/null || :
init=$PGDATA/.bulwark-init
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ ! -e "$init/.complete" ]; then initialise "$@"; fi
  move_up
fi
rm -rf "$init"
trap - INT TERM
exec "$@"
