import { declared, inPart, unknown } from "../../../policies/facts/fact";
import { casesOf } from "../../support/policies/cases";
import { container } from "../../support/policies/container";

const variable = (name: string, value: string) => ({ environment: declared(new Map([[name, value]])) });
const command = (...words: readonly string[]) => ({ command: declared(words) });
const check = (form: "exec" | "shell", ...words: readonly string[]) => ({
  health: declared({ form, command: words, intervalSeconds: 5, timeoutSeconds: 3 }),
});
const upload = (text: string) => ({ uploads: declared([{ target: "/config/shop.conf", text }]) });
const KEY = ["-----BEGIN OPENSSH PRIVATE", "KEY-----"].join(" ");

/** What lies open that nobody should read, and doors that stand open. */
export const secretCases = casesOf("container", container, {
  "BWK-secrets-in-environment": {
    breaks: [
      [variable("POSTGRES_PASSWORD", "hunter2"), "has secrets in variables: POSTGRES_PASSWORD"],
      [variable("github_token", "ghp"), "has secrets in variables: github_token"],
      [variable("REDIS_ARGS", "--requirepass hunter2"), "has secrets in variables: REDIS_ARGS"],
      [variable("DATABASE_URL", "postgres://shop:hunter2@db/shop"), "has secrets in variables: DATABASE_URL"],
      [
        {
          environment: declared(
            new Map([
              ["Z_TOKEN", "abc"],
              ["A_TOKEN", "abc"],
            ]),
          ),
        },
        "has secrets in variables: A_TOKEN, Z_TOKEN",
      ],
      [{ environment: inPart(new Map([["API_KEY", "abc"]]), "expression") }, "has secrets in variables: API_KEY"],
    ],
    keeps: [
      variable("POSTGRES_PASSWORD_FILE", "/run/secrets/x"),
      variable("API_TOKEN", ""),
      variable("TOKENS", "5"),
      variable("POSTGRES_PASSWORD", "${POSTGRES_PASSWORD}"),
    ],
  },
  "BWK-known-passwords": {
    breaks: ["changeme", "postgres", "minioadmin", "Password123", "123456", "neo4j/password"].map(
      (value) => [variable("DB_PASSWORD", value), "has passwords that everybody knows: DB_PASSWORD"] as const,
    ),
    keeps: [
      variable("DB_PASSWORD", "hunter2"),
      variable("DB_USER", "postgres"),
      variable("DB_PASSWORD_FILE", "secret"),
      variable("DB_PASSWORD", ""),
    ],
  },
  "BWK-secrets-in-command": {
    breaks: [
      [command("redis-server", "--requirepass", "hunter2"), "has secrets in its command: --requirepass"],
      [command("redis-server", "--requirepass hunter2"), "has secrets in its command: --requirepass"],
      [command("sh", "-c", "PGPASSWORD=hunter2 psql"), "has secrets in its command: PGPASSWORD"],
    ],
    keeps: [command("redis-server", "/run/secrets/redis.conf"), command("app", "--password-file", "/run/secrets/x")],
    notApplicable: [{ command: unknown("image-decides") }],
  },
  "BWK-secrets-in-health": {
    breaks: [
      [check("exec", "redis-cli", "-a", "hunter2", "ping"), "has secrets in its check: -a of redis-cli"],
      [check("shell", "mysqladmin ping -phunter2"), "has secrets in its check: -p of mysqladmin"],
    ],
    keeps: [check("shell", "mysqladmin ping -p$MYSQL_PASSWORD"), check("exec", "/bin/sh", "/config/health.sh")],
    notApplicable: [{ health: unknown("image-decides") }],
  },
  "BWK-secrets-in-labels": {
    breaks: [
      [{ labels: declared(new Map([["com.example.token", "abc"]])) }, "has secrets in labels: com.example.token"],
    ],
    keeps: [{ labels: declared(new Map([["bulwark.path", "platform/secrets"]])) }],
  },
  "BWK-secrets-in-log-options": {
    breaks: [
      [
        { logOptions: declared(new Map([["splunk-token", "176FCEBF-4CF5"]])) },
        "has secrets in the options of its log: splunk-token",
      ],
    ],
    keeps: [{ logOptions: declared(new Map([["max-size", "10m"]])) }],
  },
  "BWK-secrets-in-uploads": {
    breaks: [
      [upload(`${KEY}\nabc`), "brings secrets with it in: /config/shop.conf"],
      [upload("port 6379\nrequirepass hunter2\n"), "brings secrets with it in: /config/shop.conf"],
      [upload("url: amqp://shop:hunter2@queue"), "brings secrets with it in: /config/shop.conf"],
    ],
    keeps: [upload("password_file: /run/secrets/shop"), { uploads: declared([]) }],
  },
  "BWK-authentication": {
    breaks: [
      [variable("POSTGRES_HOST_AUTH_METHOD", "trust"), "lets in whoever asks: POSTGRES_HOST_AUTH_METHOD"],
      [variable("POSTGRES_INITDB_ARGS", "-E UTF8 --auth=trust"), "lets in whoever asks: POSTGRES_INITDB_ARGS"],
      [variable("POSTGRES_INITDB_ARGS", "-Atrust"), "lets in whoever asks: POSTGRES_INITDB_ARGS"],
      [variable("REDIS_ARGS", "--protected-mode no"), "lets in whoever asks: REDIS_ARGS"],
      [variable("MYSQL_ALLOW_EMPTY_PASSWORD", "no"), "lets in whoever asks: MYSQL_ALLOW_EMPTY_PASSWORD"],
      [variable("ALLOW_EMPTY_PASSWORD", "yes"), "lets in whoever asks: ALLOW_EMPTY_PASSWORD"],
      [variable("GF_AUTH_ANONYMOUS_ENABLED", "true"), "lets in whoever asks: GF_AUTH_ANONYMOUS_ENABLED"],
      [variable("xpack.security.enabled", "false"), "lets in whoever asks: xpack.security.enabled"],
      [variable("NEO4J_AUTH", "none"), "lets in whoever asks: NEO4J_AUTH"],
      [variable("MONGO_DISABLE_AUTH", "1"), "lets in whoever asks: MONGO_DISABLE_AUTH"],
      [command("redis-server", "--protected-mode", "no"), "lets in whoever asks: --protected-mode no"],
      [command("redis-server", "--protected-mode no"), "lets in whoever asks: --protected-mode no"],
      [command("redis-server", "--user", "default", "on", "nopass"), "lets in whoever asks: nopass"],
      [command("--web.enable-admin-api"), "lets in whoever asks: --web.enable-admin-api"],
      [command("--web.enable-lifecycle=true"), "lets in whoever asks: --web.enable-lifecycle=true"],
      [command("traefik", "--api.insecure=true"), "lets in whoever asks: --api.insecure=true"],
      [command("sh", "-c", "exec mongod --noauth"), "lets in whoever asks: --noauth"],
    ],
    keeps: [
      variable("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256"),
      variable("GF_AUTH_ANONYMOUS_ENABLED", "false"),
      variable("xpack.security.enabled", "true"),
      command("traefik", "--api.insecure=false"),
      command("redis-server", "--protected-mode", "yes"),
      command("--no-web.enable-admin-api"),
      { command: unknown("image-decides") },
    ],
  },
});
