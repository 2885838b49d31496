/** What in names and values gives a secret away. Names say most; a value only where no other thing looks like it. */

/** The last words of a name whose value is a secret: `DB_PASSWORD`, `awsSecretAccessKey`, `splunk-token`. */
const SECRET_NAME = new RegExp(
  `(^| )(${[
    "pass(phrase|code)?s?",
    "[a-z]*pass(word|wd)s?|requirepass|masterauth",
    "pwd?",
    "secrets?( key base)?",
    "[a-z]*tokens?",
    "credentials?",
    "(api|private|secret|access|signing|encryption|master|auth|account|shared|session|cookie|app|jwt|license) ?keys?",
    "(api|secret|private|access|master)key",
    "connection string",
    "auth",
    "(auth|password|secret|cookie|session) salt",
  ].join("|")})( ?[0-9]+)?$`,
);

/** Such a name may say how, or where, and not what: `MAX_TOKENS`, `REQUIRE_PASSWORD`, `PUBLIC_KEY`, `existingSecret`. */
const ABOUT_A_SECRET =
  /(^| )(max|min|num|public|require|required|use|enable|disable|allow|skip|no|show|hide|reset|force|is|has|existing|pull|tls|from) ([a-z]+ )?[a-z]+$/;

/** A word that says yes, no or nothing. */
const SWITCH =
  /^(true|false|yes|no|on|off|none|null|nil|undefined|enabled?|disabled?|default|required|optional|[01])$/i;

/** What `--auth=` and `POSTGRES_HOST_AUTH` choose among. */
const WAY_OF_AUTH =
  /^(scram(-[\w-]+)?|md5|trust|peer|ident|reject|basic|digest|plain|ldap|tokens?|x509|cert|jwt|oauth2?|oidc|saml|kerberos|gss(api)?|iam|pam|mtls)$/i;

/** Something that stands for a value: of a shell, a template, a manual, or a store of secrets. */
const REFERENCES: readonly RegExp[] = [
  /^\$(\{[^{}]{1,200}\}|\([^()]{1,200}\)|[A-Za-z_]\w{0,100})$/,
  // The first word of a command, where a blank ends what is looked at.
  /^\$\([^()]{1,200}$/,
  /^\$?\{\{[^{}]{1,200}\}\}$/,
  /^%\([^()]{1,100}\)s$/,
  /^<[^<>]{1,100}>$/,
  /^(vault|secretsmanager|ssm|awssm|gcpsm|azurekv|keyvault|op|env|file|ref\+[a-z]+|arn:aws[a-z-]*:(secretsmanager|ssm)):/i,
  /^projects\/[^/]+\/secrets\//,
  /^(ENC\[|\{cipher\}|\(redacted\)|\(sensitive|\(known after)/,
  /^[*•x]{3,}$/i,
];

/** A file: `/run/secrets/db`, `./token`, `~/.netrc`, `C:\token`. A secret in base64 seldom has a slash so early, and words after it. */
const PATH = /^(~|\.{1,2})?\/[a-z._][\w.@-]*(\/[\w.@-]+)*\/?$|^[A-Z]:\\/;

const PRIVATE_KEY = /-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;

/** What is a secret by its form alone. */
const KNOWN_FORMS = [
  /\bAGE-SECRET-KEY-1[0-9A-Z]{50,60}/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bgithub_pat_\w{60,100}/,
  /\bglpat-[\w-]{20}/,
  /\bnpm_[A-Za-z0-9]{36}/,
  /\bpypi-AgEI[\w-]{50}/,
  /\bdckr_pat_[\w-]{27}/,
  /\bxox[abeoprs]-[\w-]{20}/,
  /\bxapp-\d-[\w-]{20}/,
  /\b[sr]k_live_[A-Za-z0-9]{20}/,
  /\bsk-(?:ant|proj|svcacct)-[\w-]{20}/,
  /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/,
  /\bAIza[\w-]{35}/,
  /\bhf_[A-Za-z]{34}/,
  /\bhv[sb]\.[\w-]{24}/,
  /\bdop_v1_[0-9a-f]{64}/,
  /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20}/,
  /\bhooks\.slack\.com\/services\/T\w{2,20}\/B\w{2,20}\/\w{16}/,
  /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{5,30}\/[\w-]{20}/,
  // What begins a private key, in base64.
  /LS0tLS1CRUdJTiB(?:QUklWQVRF|SU0EgUFJJVkFUR|FQyBQUklWQVRF|EU0EgUFJJVkFUR|PUEVOU1NIIFBSSVZBVE|FTkNSWVBURUQgUFJJVkFUR)/,
];

/** Of the known forms. */
const SHORTEST = 20;

/** The longest list is searched once. */
const KNOWN = new RegExp([PRIVATE_KEY, ...KNOWN_FORMS].map(({ source }) => source).join("|"));

/** The same to their ends: a form says how long a token is at least. */
const WHOLE = new RegExp(
  `${PRIVATE_KEY.source}[\\s\\S]*?(?:-----END [A-Z ]{1,80}-----|$)|(?:${KNOWN_FORMS.map(({ source }) => source).join("|")})[\\w.+/=-]*`,
  "g",
);

/** What stands between the scheme and the first blank or quote. */
const AFTER_SCHEME = /\b[a-z][a-z0-9+.-]{0,20}:\/\/([^\s"'`<>\\]+)/gi;

/** `scheme://user:password@host`, and `password=…` among the parts of a connection string. */
const IN_URL = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@?#"']{0,200}:([^\s/@?#"']{1,200})@/gi;
const IN_PARTS = /(?:^|[;\s&?,])(?:password|passwd|pwd|accountkey|sharedaccesskey|secret)=["']?([^;\s&,'"]{1,200})/gi;

/** `user:password@tcp(host:port)`, as drivers of Go write it. */
const IN_DSN = /(?<![\w.-])[\w.-]{1,100}:([^\s:@/]{1,200})@(?:tcp|unix)\(/g;

/** `"password": "…"` in a text of JSON. */
const IN_JSON = /["']([\w.-]{2,100})["']\s{0,20}:\s{0,20}["']([^"'\s]{1,200})["']/g;
/** `password: …`, `DB_PASSWORD=…` on a line of a file; `requirepass …` is Redis's. */
const ON_LINE =
  /^[ \t]{0,100}(?:- |export )?(?:([A-Za-z_][\w.-]{1,100})[ \t]{0,20}[:=]|(requirepass|masterauth)(?=[ \t]))[ \t]{0,20}["']?([^\s"',]{1,200})["']?[ \t]{0,20}(?:#.*)?$/gm;

/** Longer ones are files, which are searched for known forms alone. */
const LONGEST_NAME = 200;

/** The names of those that hold a secret in clear text, in their order. The values stay here. */
export const secretsIn = (entries: Iterable<readonly [name: string, value: string]>): readonly string[] =>
  [...entries].filter(([name, value]) => looksLikeSecret(name, value)).map(([name]) => name);

/** Whether a value is a secret in clear text, by its name or by its form. */
export const looksLikeSecret = (name: string, value: string): boolean =>
  holdsSecret(value) ||
  (namesSecret(name) && !standsForValue(value) && !(namesTokens(name) && isCount(value))) ||
  isNoFile(name, value);

/** What ought to be the path of a secret, and looks like the secret. */
const isNoFile = (name: string, value: string): boolean =>
  /[._-]file$/i.test(name) &&
  namesSecret(name.slice(0, -"_file".length)) &&
  /^(?=.*[a-z])(?=.*\d)[^\s/\\.$%{<:]{6,100}$/i.test(value);

/** Whether a text holds a secret, whatever it is called: a private key, a token of a known service, a password in a URL. */
export const holdsSecret = (text: string): boolean =>
  (text.length >= SHORTEST && KNOWN.test(text)) ||
  (text.includes("://") && catches(IN_URL, text)) ||
  (text.includes("@") && catches(IN_DSN, text)) ||
  (text.includes("=") && catches(IN_PARTS, text)) ||
  assignedIn(text).length > 0;

/** The secrets themselves that a text holds, whatever it is called: for those who must not show them. */
export function secretsHeldBy(text: string): readonly string[] {
  const known = text.length >= SHORTEST && KNOWN.test(text) ? [...text.matchAll(WHOLE)].map(([all]) => all) : [];
  const urls = text.includes("://") ? [...text.matchAll(AFTER_SCHEME)].map(([, rest]) => passwordIn(rest!)) : [];
  const parts = text.includes("=") ? [...text.matchAll(IN_PARTS)].map(([, secret]) => secret) : [];
  const named = [
    ...[...(text.includes("@") ? text.matchAll(IN_DSN) : [])].map(([, secret]) => secret),
    ...assignedIn(text),
  ];
  return [
    ...known,
    ...[...urls, ...parts, ...named].filter((one) => one !== undefined && !isWrittenElsewhere(one)),
  ] as string[];
}

/** The secrets in what has this name: all of it, or what its value holds. */
export const secretValuesOf = (name: string, value: string): readonly string[] =>
  (namesSecret(name) && !standsForValue(value) && !(namesTokens(name) && isCount(value))) || isNoFile(name, value)
    ? [value]
    : secretsHeldBy(value);

/** Of `user:password@host/path`; a password with a slash that nobody has encoded ends at the last `@`. */
function passwordIn(rest: string): string | undefined {
  const [authority = ""] = rest.split(/[/?#]/, 1);
  const isCut = !authority.includes("@") && /:(?!\d*$)/.test(authority) && !authority.startsWith("[");
  const whole = isCut ? rest : authority;
  const end = whole.lastIndexOf("@");
  const start = whole.indexOf(":");
  return start >= 0 && end > start + 1 ? whole.slice(start + 1, end) : undefined;
}

/** One of them is in every name that is looked at closer. */
const WORDS = /pass|pw|secret|token|cred|key|auth|string|salt/i;

/** Whether what has this name is a secret by its name. */
export function namesSecret(name: string): boolean {
  if (!WORDS.test(name)) return false;
  const words = wordsOf(name);
  return SECRET_NAME.test(words) && !ABOUT_A_SECRET.test(words);
}

/** Nothing, a switch, a file, or the name of something else. */
export function standsForValue(value: string): boolean {
  const bare = value.trim().replace(/^(["'])(.*)\1$/s, "$2");
  return bare === "" || [SWITCH, WAY_OF_AUTH, PATH, ...REFERENCES].some((form) => form.test(bare));
}

/** Tokens are counted, too: `MAX_NEW_TOKENS=512`. */
const namesTokens = (name: string): boolean => /tokens?$/i.test(name);
const isCount = (value: string): boolean => /^\d{1,7}$/.test(value);

/** The words of a name in lower case: `awsSecretAccessKey`, `AWS_SECRET_ACCESS_KEY` and `aws.secret-access-key` are the same. */
const wordsOf = (name: string): string =>
  name
    .slice(-LONGEST_NAME)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .toLowerCase();

/** What a file, or a text that is written as one, gives to names of secrets. */
function assignedIn(text: string): readonly string[] {
  if (!WORDS.test(text)) return [];
  const lines = text.includes("\n") ? [...text.matchAll(ON_LINE)] : [];
  const named = [
    ...[...text.matchAll(IN_JSON)].map(([, name, value]) => [name!, value!] as const),
    ...lines.map(([, name, option, value]) => [name ?? option!, value!] as const),
  ];
  const isSecret = ([name, value]: readonly [string, string]): boolean =>
    namesSecret(name) &&
    !/^[$%{[<|>&*!]/.test(value) &&
    !standsForValue(value) &&
    !(namesTokens(name) && isCount(value));
  return named.filter(isSecret).map(([, value]) => value);
}

/** Whether what a form catches is somewhere more than a name for something else. */
function catches(form: RegExp, text: string): boolean {
  for (const [, secret] of text.matchAll(form)) {
    // A substitution may go on behind the blank where the form ends.
    if (!/^(\$|%|\{\{|<)/.test(secret!) && !standsForValue(secret!)) return true;
  }
  return false;
}

/** Stricter than what a rule asks, which may be wrong: what may be a password, like `%40pple`, is one. */
const isWrittenElsewhere = (secret: string): boolean =>
  /^(\$[({A-Z]|%[({]|\{\{)/.test(secret) || standsForValue(secret);
