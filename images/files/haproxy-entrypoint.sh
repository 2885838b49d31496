#!/bin/sh
# Arguments as in the official image: an option alone means "haproxy", and haproxy runs as master and worker (-W)
# in the foreground (-db), so that SIGUSR2 reloads the configuration.
set -eu
case "${1:-}" in
  -*) set -- haproxy "$@" ;;
esac
if [ "${1:-}" = haproxy ]; then
  shift
  set -- haproxy -W -db "$@"
fi
exec "$@"
