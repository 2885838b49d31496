#!/bin/sh
# Arguments as in the official image: an option or a configuration file alone means "redis-server".
set -eu
case "${1:-}" in
  -* | *.conf) set -- redis-server "$@" ;;
esac
# Dumps and append-only files hold the data: nobody else may read them.
umask 0077
exec "$@"
