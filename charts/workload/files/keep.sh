#!/bin/sh
# Runs the steps of a component beside its server: at the start until each has succeeded, then again whenever a file that
# they read has changed. So what depends on who uses a server is reloaded, and never restarts it.
#
#   keep.sh [STEPS [FILES [SECRETS [STATE [SECONDS]]]]]
#
# STEPS holds steps.sh, whose lines are `step COMMAND [ARGUMENT...]` and `signal NAME`. FILES, SECRETS and STEPS are volumes
# of Kubernetes, which renews one by giving its link `..data` another target; no other change is looked for:
# https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
# Once all steps have succeeded the file STATE/ready is there, and stays: a server whose later change failed still serves.
steps=${1:-/keeper}
files=${2:-/config}
secrets=${3:-/run/secrets}
state=${4:-/keeper-state}
seconds=${5:-5}

trap 'kill $! 2>/dev/null; exit 0' TERM INT

# LEVEL MESSAGE: texts of this file and plain numbers, nothing that JSON would have to escape.
log() {
  printf '{"time":"%s","level":"%s","message":"%s"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$2"
}

versions() {
  for folder in "$files" "$secrets" "$steps"; do
    readlink "$folder/..data" || echo none
  done
}

# A shell waits for a child before it looks at a signal, but not when it waits for it with `wait`.
pause() {
  sleep "$seconds" &
  wait $!
}

step() {
  number=$((number + 1))
  "$@" && return
  log error "step $number failed with exit code $?, next attempt in $seconds s"
  exit 1
}

signal() {
  step send "$1"
}

# The server is the first process of its container: its parent is outside of the pod's process namespace, so 0. Process 1 is
# the pod's own pause, and whatever shares the keeper's file systems is the keeper's; probes of the server come and go, and
# none of them is older than the server: https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/
send() {
  server=
  for folder in /proc/[0-9]*; do
    is_first "$folder" || continue
    process=${folder#/proc/}
    [ "${server:-$process}" -ge "$process" ] && server=$process
  done
  [ -n "$server" ] && kill -s "${1#SIG}" "$server"
}

is_first() {
  [ "$1" != /proc/1 ] && grep -q '^PPid:[[:space:]]*0$' "$1/status" 2>/dev/null &&
    [ "$(readlink "$1/ns/mnt")" != "$(readlink /proc/self/ns/mnt)" ]
}

# In a shell of its own, because a failed step ends it.
run() {
  number=0
  . "$steps/steps.sh"
}

while :; do
  before=$(versions)
  (run) &
  if wait $!; then
    [ -e "$state/ready" ] && log info "all steps repeated" || log info "all steps done"
    touch "$state/ready"
    while [ "$(versions)" = "$before" ]; do pause; done
    log info "files have changed"
    # Its own text may be among what changed.
    exec /bin/sh "$0" "$@"
  fi
  pause
done
