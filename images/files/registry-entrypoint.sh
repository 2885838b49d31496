#!/bin/sh
# Arguments as in the official image: a configuration file alone means "serve".
set -eu
case "${1:-}" in
  *.yaml | *.yml) set -- registry serve "$@" ;;
  serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
