export interface AwaitedLogin {
  readonly host: string;
  readonly database: string;
  readonly user: string;
}

/** Ends once the server lets the user in. The password goes in over standard input, which `psql` reads without a terminal. */
export function awaitScript({ host, database, user }: AwaitedLogin, secretFile: string): string {
  return `end=$(($(date +%s) + 180))
until said=$(psql -X -q -W -h ${host} -U ${user} -d ${database} -c 'SELECT 1' 2>&1 <${secretFile}); do
  if [ "$(date +%s)" -ge "$end" ]; then
    echo "Postgres did not let ${user} in within 180 s; its last answer was: $said" >&2
    exit 1
  fi
  sleep 1
done
`;
}
