/** What stands for no secret by itself, and is in half of all texts: it is hidden where it is marked, and searched nowhere else. */
const COMMON = new Set(
  (
    "true false null none yes no on off auto default enabled disabled required optional undefined unknown always never " +
    "admin administrator root user username users guest nobody anonymous system service test tests tester demo example " +
    "password passwd passphrase secret secrets token tokens credentials changeme letmein auth basic bearer digest " +
    "postgres postgresql redis valkey mysql mariadb mongo mongodb rabbitmq kafka elastic elasticsearch grafana prometheus " +
    "alertmanager haproxy nginx vault consul minio docker kubernetes terraform helm bulwark name names latest stable main " +
    "master local localhost host hosts internal external public private production staging development data database " +
    "http https http:// https:// tcp:// text json yaml object string number boolean list value values image volume network networks " +
    "container containers label labels region address port ports path type create update replace delete redacted (redacted) " +
    "eu-west-1 eu-west-2 eu-central-1 us-east-1 us-east-2 us-west-1 us-west-2 127.0.0.1 0.0.0.0 0.0.0.0/0 ::1 bridge unix:// " +
    "md5 sha256 sha512 scram-sha-256 /bin/sh /bin/bash bash curl"
  ).split(" "),
);

/** A shorter one is in half of all words. */
export const SHORTEST_SEARCHED = 4;

/** Whether a secret can be told apart from everything else that a text says. */
export const isSearchable = (secret: string): boolean =>
  secret.trim().length >= SHORTEST_SEARCHED &&
  !COMMON.has(secret.toLowerCase()) &&
  // A port, a count, a size.
  !/^-?[\d.]{1,5}$/.test(secret);

/** A plain word that was taken for a secret by its name alone: `--password file`, in a sentence. */
export const isPlainWord = (secret: string): boolean => /^[a-z]{1,7}$/i.test(secret);
