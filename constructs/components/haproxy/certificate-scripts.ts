import { CHALLENGES, HEALTH } from "./configuration";

/** The client's folder, as it sees it. Every image has it, open to all users: a new volume gets its mode from there. */
export const STATE = "/var/tmp";

/** What the client has been given, as the way in sees it. */
export const ISSUED = { folder: "/var/lib/acme", file: "/var/lib/acme/way-in.pem" };

/** What the way in serves, in memory: only what it has found valid gets there. */
export const SERVED = { folder: "/tmp", file: "/tmp/way-in.pem" };

/** The environment variable by which the configuration knows the certificate. */
export const CERTIFICATE = "WAY_IN_CERTIFICATE";

const LOCAL = "/run/secrets/way-in-certificate";

/**
 * `certificate.sh <directory> <email> <days> <host…>`. It renews a certificate for the same hosts of the same authority, and
 * asks for a new one otherwise. https://go-acme.github.io/lego/usage/cli/
 */
export const certificateScript = (wayIn: string): string => `set -eu
umask 077
directory=$1 email=$2 days=$3
shift 3
state=${STATE}/lego first=$1 wanted="$directory $*"
for host; do
  set -- "$@" --domains "$host"
  shift
done

# With a timeout of its own, Debian's wget dies.
waited=0
until timeout 2 wget -q -O /dev/null http://${wayIn}:${HEALTH}${CHALLENGES.ready} 2>/dev/null; do
  waited=$((waited + 1))
  if [ "$waited" -ge 60 ]; then
    echo 'the way in does not answer, so nobody could see the answer to a challenge' >&2
    exit 1
  fi
  sleep 1
done
# The way in may have the address of an earlier container for a moment.
sleep 2

ask() {
  /lego --accept-tos --email "$email" --server "$directory" --path "$state" --http --http.port :${CHALLENGES.port} "$@"
}

issued=$state/certificates/$first
if [ -f "$issued.crt" ] && [ "$(cat "$state/wanted" 2>/dev/null)" = "$wanted" ]; then
  ask "$@" renew --days "$days" --no-random-sleep
else
  ask "$@" run
  echo "$wanted" >"$state/wanted"
fi
cat "$issued.crt" "$issued.key" >${STATE}/way-in.part
mv ${STATE}/way-in.part ${STATE}/way-in.pem
`;

/**
 * Runs the way in, and has it load what the client has been given once that is found valid: a reload, which leaves open
 * connections to the process that has them. Until there is something, it serves the certificate of the local CA.
 */
export const SERVE = `set -eu
umask 077
given=${ISSUED.file} served=${SERVED.file}
tried=''

# offer FILE COMMAND…: serves the file if the proxy takes it
offer() {
  file=$1
  shift
  cat "$file" >"$served.new" || return 1
  if ! env "${CERTIFICATE}=$served.new" "$@" -c >/dev/null; then
    echo "the certificate in $file is not valid, and not served" >&2
    return 1
  fi
  mv "$served.new" "$served"
}

watch() {
  while sleep 5; do
    now=$(sha256sum 2>/dev/null <"$given") || continue
    if [ "$now" != "$tried" ]; then
      tried=$now
      if offer "$given" "$@"; then kill -USR2 1; fi
    fi
  done
}

cat ${LOCAL} >"$served"
if [ -f "$given" ]; then
  tried=$(sha256sum <"$given")
  offer "$given" "$@" || :
fi
watch "$@" &
exec docker-entrypoint.sh "$@"
`;

/** What a healthy way in should say all the same begins with `note: `. */
export const HEALTHY = `wget -q -O /dev/null http://127.0.0.1:${HEALTH}/healthz || exit 1
if ! [ -f ${ISSUED.file} ]; then
  echo 'note: serves the certificate of the local CA; the ACME server has given none yet'
elif ! cmp -s ${ISSUED.file} ${SERVED.file}; then
  echo 'note: does not serve the latest certificate of the ACME server'
fi
`;

/** Finds a configuration valid, whatever certificate is served. */
export const withLocalCertificate = (check: readonly string[]): readonly string[] => [
  "env",
  `${CERTIFICATE}=${LOCAL}`,
  ...check,
];
