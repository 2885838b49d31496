import { secretsAmong, secretVariables } from "../../../policies/facts/arguments";

it.each([
  ["redis-server --requirepass hunter2", ["--requirepass"]],
  ["redis-server requirepass hunter2", ["requirepass"]],
  ["redis-server --user shop on >hunter2 ~*", ["the password behind --user"]],
  ["app --db-password=hunter2 --port 80", ["--db-password"]],
  ["app -password hunter2", ["-password"]],
  ["PGPASSWORD=hunter2 psql", ["PGPASSWORD"]],
  ["mysqladmin ping -uroot -phunter2", ["-p of mysqladmin"]],
  ["/usr/bin/redis-cli -h db -a hunter2 ping", ["-a of redis-cli"]],
  ["curl -f -u shop:hunter2 http://localhost", ["-u of curl"]],
  ["app postgres://shop:hunter2@db/shop", ["a word of it"]],
])("finds what '%s' gives away", (text, names) => {
  expect(secretsAmong(text.split(" "))).toEqual(names);
});

it("finds what a variable holds for a command", () => {
  const variables = new Map([
    ["REDIS_ARGS", "--maxmemory 64mb --requirepass hunter2"],
    ["JAVA_OPTS", "-Xmx64m -Djavax.net.ssl.keyStorePassword=hunter2"],
    ["GREETING", "--requirepass hunter2"],
    ["OTHER_OPTS", "--requirepass $PASSWORD"],
  ]);
  expect(secretVariables(variables)).toEqual(["REDIS_ARGS", "JAVA_OPTS"]);
});

it("finds a header", () => {
  expect(secretsAmong(["curl", "-H", "Authorization: Bearer abcdef"])).toEqual(["the header Authorization"]);
  expect(secretsAmong(["curl", "-H", "Authorization: Bearer $TOKEN", "-H", "Accept: text/html"])).toEqual([]);
});

it.each([
  "redis-server /config/redis.conf",
  "app --password-file /run/secrets/db --token-ttl 60",
  "app --password=$PASSWORD --token ${TOKEN} --secret /run/secrets/x",
  "mysqladmin ping -h localhost -p",
  "mysqladmin ping -p$MYSQL_PASSWORD",
  "curl -f -u shop http://localhost -p 80",
  "redis-cli -a $REDIS_PASSWORD ping",
  "redis-server --user shop on >$PASSWORD ~*",
  "app >hunter2.log",
  "app --user shop >hunter2",
  "postgres -c config_file=/config/postgresql.conf -p 5432",
  "initdb --auth scram-sha-256 --auth-host=scram-sha-256",
  "docker run -p 80:80",
  "--max-tokens 4096",
  "app --password",
])("finds nothing in '%s'", (text) => {
  expect(secretsAmong(text.split(" "))).toEqual([]);
});

it("is quick with a command of a million words", () => {
  const begin = process.cpuUsage().user;
  expect(secretsAmong(Array.from({ length: 1_000_000 }, () => "-p"))).toEqual([]);
  expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(10);
});
