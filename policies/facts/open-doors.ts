import { wordsOfVariable } from "./arguments";

/** How images and programs are told to ask nobody for a password. */

const YES = /^(1|y|yes|t|true|on|enabled?)$/i;
const NO = /^(0|n|no|f|false|off|disabled?|none)$/i;

/** Variables, by name and by what opens the door. */
const VARIABLES: readonly (readonly [name: RegExp, opens: RegExp])[] = [
  [/^POSTGRES_HOST_AUTH_METHOD$/, /^trust$/i],
  [/^POSTGRES_INITDB_ARGS$/, /(^|\s)(--auth(-host)?[=\s]\s*|-A\s*)trust(\s|$)/],
  // Any word will do, "no" as well: https://hub.docker.com/_/mysql
  [/^(MYSQL_ALLOW_EMPTY_PASSWORD|MARIADB_ALLOW_EMPTY_ROOT_PASSWORD)$/, /./],
  [/^(.*_)?ALLOW_EMPTY_(ROOT_)?PASSWORD$/, YES],
  [/^ALLOW_ANONYMOUS_LOGIN$/, YES],
  [/^GF_AUTH_ANONYMOUS_ENABLED$/, YES],
  [/^(.*[._])?(auth|authentication|security)[._]?enabled$/i, NO],
  [/^xpack\.security\.enabled$/i, NO],
  [/^(DISABLE_SECURITY_PLUGIN|plugins\.security\.disabled|CLICKHOUSE_SKIP_USER_SETUP|SURREAL_UNAUTHENTICATED)$/, YES],
  [/^(.*_)?(DISABLE|SKIP|NO|WITHOUT)_AUTH(ENTICATION)?$/i, YES],
  [/^NEO4J_AUTH$/, /^none$/i],
  [/^NEO4J_dbms_security_auth__enabled$/, NO],
  [/^ME_CONFIG_BASICAUTH$/, NO],
  [/^(AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED|TRAEFIK_API_INSECURE)$/, YES],
  [/^PGADMIN_CONFIG_SERVER_MODE$/, NO],
];

/** Most variables are about something else. */
const ABOUT_DOORS = /auth|password|login|security|skip|insecure|anonymous|pgadmin|initdb/i;

/** The variables that open a door. Their values are no secrets, but one may stand beside them. */
export const openVariables = (variables: ReadonlyMap<string, string>): readonly string[] =>
  [...variables]
    .filter(([name, value]) => opensByName(name, value) || openArguments(wordsOfVariable(name, value)).length > 0)
    .map(([name]) => name);

const opensByName = (name: string, value: string): boolean =>
  ABOUT_DOORS.test(name) && VARIABLES.some(([known, opens]) => known.test(name) && opens.test(value.trim()));

/** Options that open a door by being there, unless they are told not to. */
const SWITCHES = new RegExp(
  `^--?(${[
    "web\\.enable-admin-api",
    "web\\.enable-lifecycle",
    "api\\.insecure",
    "noauth",
    "skip-grant-tables",
    "enable-skip-login",
    "anonymous-auth",
    "(?:disable|no|without|skip)-auth(?:entication)?",
  ].join("|")})(=(.*))?$`,
);

/** Words that open a door with the one that follows them, or behind their sign of equality. */
const PAIRS: readonly (readonly [word: RegExp, opens: RegExp])[] = [
  [/^(--)?protected-mode$/, NO],
  [/^(--auth|--auth-host|-A)$/, /^(trust|none)$/],
  [/^--authorization-mode$/, /AlwaysAllow/],
  [/^(-E ?)?(-E)?xpack\.security\.enabled$/, NO],
  [/^--(Notebook|Server)App\.(token|password)$|^--IdentityProvider\.token$/, /^(''|"")?$/],
];

/** The words that open a door. */
export const openArguments = (words: readonly string[]): readonly string[] => {
  const found = words.flatMap((word, at) => {
    const opened = opensAt(word, words[at + 1]);
    return opened === undefined ? [] : [opened];
  });
  return [...new Set(found)];
};

function opensAt(word: string, next: string | undefined): string | undefined {
  // Of a user in Redis's list, who then needs none.
  if (word === "nopass") return word;
  const [, name, , value] = SWITCHES.exec(word) ?? [];
  if (name !== undefined) return value === undefined || YES.test(value) ? word : undefined;
  const at = word.indexOf("=");
  const [option, said] = at < 0 ? [word, next] : [word.slice(0, at), word.slice(at + 1)];
  const opens = PAIRS.some(([known, open]) => known.test(option) && said !== undefined && open.test(said));
  return opens ? `${option} ${said}`.trim() : undefined;
}
