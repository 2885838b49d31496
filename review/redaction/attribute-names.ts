import { isRandom } from "./random";
import { remembered } from "./remembered";
import { namesSecret, standsForValue } from "../../policies/facts/secrets";

/** What the names of attributes say of their values. */

/** Headers that carry a secret; their names hold no word that other secrets have. */
const HEADER = /^((proxy-)?authorization|(set-)?cookie)$/i;

const isName = remembered((name) => namesSecret(name) || HEADER.test(name));

/** Whether what has this name is hidden, by its name. */
export const isSecretByName = (name: string, value: string): boolean =>
  isName(name) && !mayBeShown(value) && !isCount(name, value) && !isWay(name, value);

/** Nothing, a switch, a file, or the name of something else; a word in front of which somebody's `$` stands may be a password. */
export const mayBeShown = (value: string): boolean =>
  standsForValue(value) && !/^\$[a-z]/.test(value) && !isRandom(value);

/** `auth` says how, too. */
const isWay = (name: string, value: string): boolean =>
  /auth$/i.test(name) && /^(password|passwd|key|certificate)$/.test(value);

/** Tokens are counted, too. */
const isCount = (name: string, value: string): boolean => /tokens?$/i.test(name) && /^\d{1,7}$/.test(value);

/** Below them everything is secret that does not say where the secret is: `secrets: { api: … }`. */
const HOLDS_SECRETS = /(^|[^a-z])(passwords?|passwd|secrets?|tokens?|credentials?|api_?keys)$/i;
const SAYS_WHERE =
  /^(|keys?|kind|of|optional|items|path|paths|mode|type|enabled|create|namespace|annotations|labels|existing.*|.*(name|names|ref|refs|file|files|id|ids|uid|gid|mode|path|size|interval|version))$/i;

export const holdsSecrets = remembered((name) => HOLDS_SECRETS.test(name) && namesSecret(name));
export const saysWhere = remembered((name) => SAYS_WHERE.test(name));

/** What lies below them is a name of a Secret, or of a key in it. */
export const namesSecrets = remembered((name) => /secret(keys|keyrefs?|refs?)$/i.test(name));

/** Random words that their attribute explains: digests, versions, and ids that a provider computes. */
const EXPLAINED = new Set(
  (
    "id ids arn arns hash digest digests checksum checksums sha sha1 sha256 sha512 md5 fingerprint fingerprints thumbprint thumbprints " +
    "revision commit generation version versions etag image images serial lineage uuid uid urn triggered replace resource ref refs"
  ).split(" "),
);

function lastWordOf(name: string): string {
  const words = name
    .slice(-100)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/);
  return words.at(-1)!.toLowerCase();
}

/** Types whose name is that of an image. */
const IMAGES = new Set(["docker_image", "docker_registry_image"]);

const isExplainedName = remembered((name) => EXPLAINED.has(lastWordOf(name)));

/** What is imported is somebody's words. Whether random words are no secrets here: by the attribute, whatever they look like. */
export const isExplained = (type: string, name: string): boolean =>
  (isExplainedName(name) && type !== "import") || (IMAGES.has(type) && name === "name");

/** What a provider's block may say in a report: where it is, and as whom, and no more. */
const SHOWN_OF_PROVIDERS: ReadonlySet<string> = new Set(
  (
    "alias region host address version source context config_path config_paths config_context ssh_opts cert_path profile role_arn " +
    "allowed_account_ids forbidden_account_ids skip_credentials_validation skip_metadata_api_check skip_region_validation " +
    "skip_requesting_account_id insecure use_fips_endpoint use_dualstack_endpoint s3_use_path_style disable_docker_daemon_check name"
  ).split(" "),
);

const SHOWN_OF_BACKENDS: ReadonlySet<string> = new Set(
  (
    "bucket key region path prefix workspace_key_prefix workspace_dir dynamodb_table use_lockfile encrypt kms_key_id hostname organization " +
    "name tags address lock_address unlock_address endpoint profile role_arn storage_account_name container_name resource_group_name " +
    "schema_name namespace host config_path config_context insecure skip_credentials_validation skip_metadata_api_check " +
    "skip_region_validation skip_requesting_account_id skip_s3_checksum use_path_style force_path_style"
  ).split(" "),
);

export const NOTHING_SHOWN: ReadonlySet<string> = new Set();

/** The names that are shown of a block that is closed otherwise; undefined for what is open. */
export const shownOf = (type: string): ReadonlySet<string> | undefined =>
  type === "provider" ? SHOWN_OF_PROVIDERS : type === "backend" ? SHOWN_OF_BACKENDS : undefined;

/** Where a provider's calls go is no secret, and much of what a review is for. */
export const shownBelow = (shown: ReadonlySet<string>, name: string): ReadonlySet<string> | undefined =>
  shown === SHOWN_OF_PROVIDERS && name === "endpoints" ? undefined : shown;
