import { holdsSecret, looksLikeSecret, secretsIn } from "../../../policies/facts/secrets";

// Put together here, or the searches for secrets in this project would find them.
const GITHUB = `ghp_${"a1B2".repeat(9)}`;
const KEY = ["-----BEGIN RSA PRIVATE", "KEY-----"].join(" ");

describe("a secret is known", () => {
  it.each([
    ["POSTGRES_PASSWORD", "hunter2"],
    ["postgresPassword", "changeme"],
    ["RABBITMQ_DEFAULT_PASS", "guest"],
    ["MYSQL_PWD", "hunter2"],
    ["DB_PASSWORD_2", "hunter2"],
    ["AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI"],
    ["apiKey", "abc"],
    ["SECRET_KEY_BASE", "0123456789abcdef"],
    ["JWT_SECRET", "s3cr3t"],
    ["APP_KEY", "base64:abcd"],
    ["github_token", "abc"],
    ["GITHUB_TOKEN", "12345678901"],
    ["splunk-token", "176FCEBF-4CF5-4EDF-91BC-703796522D20"],
    ["com.example.db.password", "x"],
    ["NEO4J_AUTH", "neo4j/letmein"],
    ["BASIC_AUTH", "shop:hunter2"],
    ["MYSQL_ROOT_PASSWORD", "${X:-}hunter2"],
    ["PASSWORD", "123456"],
    ["POSTGRES_PASSWORD_FILE", "hunter2"],
  ])("by its name: %s", (name, value) => {
    expect(looksLikeSecret(name, value)).toBe(true);
  });

  it.each([
    ["DATABASE_URL", "postgres://shop:hunter2@db:5432/shop"],
    ["BROKER", "redis://:hunter2@redis:6379/0"],
    ["CONNECTION", "Server=db;User Id=sa;Password=hunter2;"],
    ["DSN", "host=db user=shop password=hunter2 sslmode=require"],
    ["KAFKA_JAAS", 'ScramLoginModule required username="shop" password="hunter2";'],
    ["DSN", "shop:hunter2@tcp(db:3306)/shop"],
    ["CONFIG", '{"db":{"password":"hunter2"}}'],
    ["CONFIG", "db:\n  password: hunter2\n"],
    ["dotenv", "HOST=db\nexport DB_PASSWORD='hunter2' # of the shop\n"],
    ["conf", "port 6379\nrequirepass hunter2\n"],
    ["HOOK", ["https://hooks.slack.com", "services", "T00000000", "B00000000", "a1B2".repeat(6)].join("/")],
    ["TLS", Buffer.from(`${KEY}\nMIIE`).toString("base64")],
    ["WHATEVER", GITHUB],
    ["certs", `${KEY}\nMIIE`],
  ])("by the form of its value: %s", (name, value) => {
    expect(looksLikeSecret(name, value)).toBe(true);
  });
});

describe("no secret is seen in", () => {
  it.each([
    ["POSTGRES_PASSWORD", ""],
    ["POSTGRES_PASSWORD", "${POSTGRES_PASSWORD}"],
    ["POSTGRES_PASSWORD", "$POSTGRES_PASSWORD"],
    ["POSTGRES_PASSWORD", "$(DB_PASSWORD)"],
    ["POSTGRES_PASSWORD", "{{ .Values.password }}"],
    ["POSTGRES_PASSWORD", "<your password>"],
    ["POSTGRES_PASSWORD", "********"],
    ["POSTGRES_PASSWORD", "arn:aws:secretsmanager:eu-west-1:1:secret:db"],
    ["POSTGRES_PASSWORD", "/run/secrets/postgres"],
    ["POSTGRES_PASSWORD_FILE", "/run/secrets/postgres"],
    ["GF_SECURITY_SECRET_KEY__FILE", "/run/secrets/signing"],
    ["POSTGRES_PASSWORD_FILE", "postgres-password.txt"],
    ["CONFIG", '{"db":{"password":"${DB_PASSWORD}","passwordFile":"/run/secrets/db"}}'],
    ["CONFIG", "db:\n  password: !vault shop\n  password_file: /run/secrets/db\nmax_tokens: 512\n"],
    ["prose", "What to do:\nForgot your password: write to us.\nPassword: ask for it by mail\n"],
    ["CERTIFICATE", Buffer.from("-----BEGIN CERTIFICATE-----\nMIIE").toString("base64")],
    ["AWS_ACCESS_KEY_ID", "example"],
    ["MAX_TOKENS", "4096"],
    ["MODEL_MAX_NEW_TOKENS", "512"],
    ["TOKENS", "5"],
    ["TOKEN_TTL", "3600"],
    ["ALLOW_EMPTY_PASSWORD", "yes"],
    ["REQUIRE_PASSWORD", "sometimes"],
    ["PUBLIC_KEY", "ssh-ed25519 AAAA"],
    ["PASSWORD_RESET_URL", "https://example.com/reset"],
    ["DATABASE_URL", "postgres://shop@db:5432/shop"],
    ["DATABASE_URL", "postgres://shop:${DB_PASSWORD}@db:5432/shop"],
    ["REDIS_KEY_PREFIX", "shop:"],
    ["script", "set -eu\npassword=$(cat /run/secrets/redis)\nsecret=${X:-$(head -c 32 /dev/urandom)}\n"],
    ["ADDRESSES", '{"redis://redis:6379":"%s","redis://exporter@redis:6379":"%s"}'],
    ["auth.existingSecret", "postgres-credentials"],
    ["imagePullSecrets", "registry"],
    ["PWD", "/srv/app"],
    ["--auth", "scram-sha-256"],
    ["BASIC_AUTH", "true"],
    ["COMPASS", "north"],
    ["AUTHOR", "somebody"],
    ["MONKEY", "see"],
    ["GF_SERVER_ROOT_URL", "%(protocol)s://%(domain)s:%(http_port)s/grafana/"],
    ["UPSTREAMS", "l01=http://l01:8001,l02=http://l02:8002"],
  ])("%s=%s", (name, value) => {
    expect(looksLikeSecret(name, value)).toBe(false);
  });
});

it("tells the names alone", () => {
  expect(
    secretsIn(
      new Map([
        ["HOST", "db"],
        ["DB_PASSWORD", "hunter2"],
        ["TOKEN", GITHUB],
      ]),
    ),
  ).toEqual(["DB_PASSWORD", "TOKEN"]);
});

it.each([
  "a.".repeat(500_000),
  "a://".repeat(250_000),
  "eyJ".repeat(300_000),
  "x:".repeat(500_000),
  `@${"x".repeat(1_000_000)}`,
  `${"password\n  =".repeat(90_000)}end`,
  `${'"password" ; '.repeat(80_000)}end`,
  "-----BEGIN ".repeat(90_000),
])("is quick where a text was made to be slow: %#", (text) => {
  const begin = process.cpuUsage().user;
  expect(holdsSecret(text)).toBe(false);
  expect(looksLikeSecret(text, text)).toBe(false);
  expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(5);
});
