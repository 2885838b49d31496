import { wordsOf } from "./command-line";
import type { ImageReference, Mount } from "./container";
import { normalizedPath } from "./place";

/** Where the program of an image keeps what cannot be made again. */
interface DataPath {
  /** The last words of its repository, in whatever registry it lies. */
  readonly images: readonly string[];
  /** It keeps data only where this runs, or what the image chooses by itself. */
  readonly program: string;
  readonly path: string;
  /** No VOLUME of the image, where the engine would mount one of its own, but a folder. */
  readonly isFolder?: true;
  /** Versions, by the number with which the tag begins. */
  readonly from?: number;
  readonly below?: number;
  /** The variable or the option that names another path. */
  readonly movedBy?: string;
}

const POSTGRES = { images: ["postgres", "timescaledb", "pgvector", "postgis"], program: "postgres", movedBy: "PGDATA" };

/** By each image's own page, and by the VOLUMEs that it declares. https://hub.docker.com/_/postgres and the like */
const DATA_PATHS: readonly DataPath[] = [
  { ...POSTGRES, path: "/var/lib/postgresql/data", below: 18 },
  // The volume lies one folder higher since then: https://github.com/docker-library/postgres/pull/1259
  { ...POSTGRES, path: "/var/lib/postgresql", from: 18 },
  { images: ["bitnami/postgresql"], program: "postgres", path: "/bitnami/postgresql" },
  { images: ["mysql", "percona", "percona-server"], program: "mysqld", path: "/var/lib/mysql", movedBy: "--datadir" },
  { images: ["mariadb"], program: "mariadbd", path: "/var/lib/mysql", movedBy: "--datadir" },
  { images: ["bitnami/mysql"], program: "mysqld", path: "/bitnami/mysql" },
  { images: ["bitnami/mariadb"], program: "mariadbd", path: "/bitnami/mariadb" },
  { images: ["mongo", "percona-server-mongodb"], program: "mongod", path: "/data/db", movedBy: "--dbpath" },
  { images: ["bitnami/mongodb"], program: "mongod", path: "/bitnami/mongodb" },
  { images: ["redis"], program: "redis-server", path: "/data", movedBy: "--dir" },
  { images: ["valkey"], program: "valkey-server", path: "/data", movedBy: "--dir" },
  { images: ["keydb"], program: "keydb-server", path: "/data", movedBy: "--dir" },
  { images: ["bitnami/redis"], program: "redis-server", path: "/bitnami/redis/data" },
  { images: ["rabbitmq"], program: "rabbitmq-server", path: "/var/lib/rabbitmq" },
  { images: ["cassandra"], program: "cassandra", path: "/var/lib/cassandra" },
  { images: ["couchdb"], program: "couchdb", path: "/opt/couchdb/data" },
  { images: ["neo4j"], program: "neo4j", path: "/data" },
  { images: ["influxdb"], program: "influxd", path: "/var/lib/influxdb2", from: 2, below: 3 },
  { images: ["influxdb"], program: "influxd", path: "/var/lib/influxdb", below: 2 },
  { images: ["clickhouse-server"], program: "clickhouse-server", path: "/var/lib/clickhouse" },
  { images: ["zookeeper"], program: "zkServer.sh", path: "/data" },
  { images: ["prometheus"], program: "prometheus", path: "/prometheus", movedBy: "--storage.tsdb.path" },
  { images: ["nexus3"], program: "nexus", path: "/nexus-data" },
  { images: ["jenkins/jenkins"], program: "jenkins.sh", path: "/var/jenkins_home" },
  { images: ["library/registry"], program: "registry", path: "/var/lib/registry" },
  { images: ["library/nextcloud", "library/wordpress"], program: "apache2-foreground", path: "/var/www/html" },
  { images: ["library/ghost"], program: "node", path: "/var/lib/ghost/content" },
  { images: ["gitea/gitea"], program: "gitea", path: "/data" },
  { images: ["gitlab-ce", "gitlab-ee"], program: "gitlab-ctl", path: "/var/opt/gitlab" },
  { images: ["vaultwarden/server"], program: "vaultwarden", path: "/data" },
  { images: ["hashicorp/consul", "library/consul"], program: "consul", path: "/consul/data" },
  {
    images: ["grafana", "grafana-oss", "grafana-enterprise"],
    program: "grafana",
    path: "/var/lib/grafana",
    isFolder: true,
    movedBy: "GF_PATHS_DATA",
  },
  {
    images: ["elasticsearch"],
    program: "elasticsearch",
    path: "/usr/share/elasticsearch/data",
    isFolder: true,
    movedBy: "path.data",
  },
  {
    images: ["opensearch"],
    program: "opensearch",
    path: "/usr/share/opensearch/data",
    isFolder: true,
    movedBy: "path.data",
  },
  { images: ["qdrant"], program: "qdrant", path: "/qdrant/storage", isFolder: true },
  { images: ["n8n"], program: "n8n", path: "/home/node/.n8n", isFolder: true },
];

/** How an image is run. */
export interface Running {
  readonly image: ImageReference;
  /** Nothing where the image decides. */
  readonly command: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/** Whether it is known where the image keeps data. */
export const hasDataPath = (image: ImageReference): boolean => dataPathsOf(image).length > 0;

/** Whether something that stays is mounted where the image keeps data; undefined for an image that is not known. */
export function keepsData(image: ImageReference, mounts: readonly Mount[]): boolean | undefined {
  const known = dataPathsOf(image);
  if (known.length === 0) return undefined;
  return known.some(({ path }) =>
    mounts.some((mount) => stays(mount) && !mount.readOnly && (lies(path, mount.target) || lies(mount.target, path))),
  );
}

/** Where the data of an image goes with its container; undefined where it stays, or where none is known of. */
export function lostData({ image, command, environment }: Running, mounts: readonly Mount[]): string | undefined {
  const words = wordsOf(command);
  const running = dataPathsOf(image).filter(({ program }) => runs(program, words) && !isCache(words));
  const lost = running.filter((known) => !isKept(known, movedTo(known, words, environment), mounts));
  // Of an unknown version each path may be the right one.
  return running.length > lost.length ? undefined : lost[0]?.path;
}

/** The deepest thing mounted above a path is where it lies; without any, in the container itself. */
function isKept({ path, isFolder }: DataPath, location: string, mounts: readonly Mount[]): boolean {
  const above = mounts.filter(({ target }) => lies(location, target));
  const deepest = above.sort((a, b) => b.target.length - a.target.length)[0];
  if (!deepest) return false;
  const isHidden = !isFolder && lies(location, path) && deepest.target.length < path.length;
  return !isHidden && (deepest.kind === "tmpfs" || stays(deepest));
}

const stays = ({ kind, source }: Mount): boolean => kind === "bind" || (kind === "volume" && source !== "");

const lies = (path: string, folder: string): boolean => path === folder || path.startsWith(folder.replace(/\/?$/, "/"));

/** Redis and its kin write nothing down that was told to save never, and to append nothing. */
const isCache = (words: readonly string[]): boolean =>
  follows(words, /^(--)?save$/, /^$/) && !follows(words, /^(--)?appendonly$/, /^yes$/i);

const follows = (words: readonly string[], option: RegExp, value: RegExp): boolean =>
  words.some((word, at) => option.test(word) && value.test(words[at + 1] ?? "-"));

/** Without a command, or with options alone, the image runs what it was made for. */
const runs = (program: string, command: readonly string[]): boolean =>
  command.length === 0 || command[0]!.startsWith("-") || command.some((word) => mentions(word, program));

const mentions = (text: string, program: string): boolean =>
  text.split(/[\s;&|'"/]+/).some((word) => word === program || word === "docker-entrypoint.sh");

function movedTo({ path, movedBy }: DataPath, command: readonly string[], environment: ReadonlyMap<string, string>) {
  if (movedBy === undefined) return path;
  const at = command.findIndex((word) => word === movedBy || word.startsWith(`${movedBy}=`));
  const option =
    at < 0 ? undefined : command[at] === movedBy ? command[at + 1] : command[at]!.slice(movedBy.length + 1);
  const said = environment.get(movedBy) ?? option;
  return said?.startsWith("/") ? normalizedPath(said) : path;
}

function dataPathsOf({ repository, tag }: ImageReference): readonly DataPath[] {
  const name = `/${repository.replace(/(^|\/)bitnami(legacy|secure)\//, "$1bitnami/")}`;
  const isBitnami = name.includes("/bitnami/");
  const version = /^v?(\d{1,6})(?!\d)/.exec(tag ?? "")?.[1];
  return DATA_PATHS.filter(
    ({ images, from = 0, below = Infinity }) =>
      images.some((image) => name.endsWith(`/${image}`) && (image.includes("/") || !isBitnami)) &&
      (version === undefined || (Number(version) >= from && Number(version) < below)),
  );
}
