import type { Platform } from "../../../policies/facts/subject";
import { subjectsOf } from "../../../policies/facts/subject";
import { composePlatform } from "../../../policies/readers/compose";

const read = (text: string): Platform => composePlatform(text, "compose.yaml");
const containers = (text: string) => subjectsOf(read(text), "container");

/** Ten services in the manner of docker/awesome-compose: a shop with a proxy, databases, a queue and metrics. */
const SHOP = `
name: shop
x-base: &base
  restart: unless-stopped
  logging: &logging
    driver: json-file
    options: { max-size: "10m", max-file: "3" }
services:
  proxy:
    <<: *base
    image: nginx:1.27-alpine
    ports: ["80:80", "\${HTTPS_PORT:-443}:443"]
    volumes:
      - ./proxy/nginx.conf:/etc/nginx/nginx.conf:ro
    depends_on: [frontend, backend]
  frontend:
    build: { context: frontend, target: development }
    environment: [NODE_ENV=development]
    volumes: ["./frontend/src:/code/src", /code/node_modules]
    ports: ["3000:3000"]
    stdin_open: true
  backend:
    <<: *base
    build: backend
    command: flask run --host 0.0.0.0
    secrets: [db-password]
    environment:
      DATABASE_HOST: db
      SECRET_KEY: \${SECRET_KEY}
    expose: [8000]
    depends_on:
      db: { condition: service_healthy }
      migrate: { condition: service_completed_successfully }
    develop: { watch: [{ action: sync, path: ./backend, target: /src }] }
  migrate:
    build: backend
    command: ["flask", "db", "upgrade"]
    env_file: [.env]
  db:
    <<: [*base, { restart: always }]
    image: mariadb:10-focal
    command: '--default-authentication-plugin=mysql_native_password'
    healthcheck:
      test: ['CMD-SHELL', 'mysqladmin ping -h 127.0.0.1 --password="$$(cat /run/secrets/db-password)" --silent']
      interval: 3s
      retries: 5
    volumes: [db-data:/var/lib/mysql]
    cap_drop: [ALL]
  cache:
    image: redis:7@sha256:0000000000000000000000000000000000000000000000000000000000000000
    read_only: true
    user: "999:1000"
    deploy: { resources: { limits: { memory: 64M, cpus: "0.5" } } }
  queue:
    image: rabbitmq:3-management
    ports: [{ target: 15672, published: 15672, host_ip: 127.0.0.1 }]
    networks: { default: { aliases: [amqp] } }
  agent:
    image: portainer/agent
    privileged: true
    network_mode: host
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
  metrics:
    image: prom/prometheus
    extends: { file: common.yaml, service: metrics }
    memswap_limit: -1
  seed:
    image: alpine
    restart: "no"
    command: "true"
volumes: { db-data: {} }
networks: { default: { driver: bridge } }
secrets: { db-password: { file: db/password.txt } }
`;

describe("a compose file of ten services", () => {
  const platform = read(SHOP);
  const all = subjectsOf(platform, "container");
  const service = (name: string) => all.find(({ id }) => id === name)!;

  it("is ten containers, each with the line of its name", () => {
    const lines = SHOP.split("\n");

    expect(platform.source).toBe("compose");
    expect(all).toHaveLength(10);
    for (const { id, kind, source, at } of all) {
      expect({ kind, source, at }).toEqual({
        kind: "container",
        source: "compose",
        at: { file: "compose.yaml", line: lines.indexOf(`  ${id}:`) + 1, address: `services.${id}` },
      });
    }
  });

  it("has what anchors and merge keys bring", () => {
    expect(service("db").logLimit).toMatchObject({ value: true, from: "declared" });
    expect(service("queue").logLimit).toMatchObject({ value: false, from: "default" });
  });

  it("counts what lies elsewhere, and says nothing of what it may change", () => {
    expect(Object.fromEntries(platform.notExamined)).toEqual({
      "compose extends": 1,
      "compose env_file": 1,
    });
    expect(service("metrics")).toMatchObject({
      privileged: { state: "unknown", why: "elsewhere" },
      mounts: { state: "unknown", why: "elsewhere" },
      user: { state: "unknown", why: "elsewhere" },
      memoryAndSwapBytes: { state: "known", value: "unlimited" },
    });
    expect(service("queue").privileged).toMatchObject({ state: "known", value: false });
  });

  it("has one task: what others wait for the end of", () => {
    expect(all.filter(({ lifetime }) => lifetime === "task").map(({ id }) => id)).toEqual(["migrate"]);
  });
});

describe("a service that others wait for the end of", () => {
  const lifetime = (said: string, condition = "service_completed_successfully") =>
    containers(
      `services:\n  job: { image: x, ${said} }\n  web: { depends_on: { job: { condition: ${condition} } } }`,
    )[0]!.lifetime;

  it.each(["", "restart: no", 'restart: "no"', "deploy: { restart_policy: { condition: none } }"])(
    "is a task with {%s}",
    (said) => {
      expect(lifetime(said)).toBe("task");
    },
  );

  it.each([
    "restart: always",
    "restart: on-failure",
    'restart: "${RESTART}"',
    "deploy: { restart_policy: { condition: any } }",
    "ports: ['80']",
    "expose: [80]",
  ])("is a service with {%s}", (said) => {
    expect(lifetime(said)).toBe("service");
  });

  it("is a service when they wait for its start only", () => {
    expect(lifetime("", "service_started")).toBe("service");
  });
});

describe("what a compose file may be, too", () => {
  it("is a file that only includes others", () => {
    const { subjects, notExamined } = read("include: [a.yaml, b.yaml]");

    expect(subjects).toEqual([]);
    expect([...notExamined]).toEqual([["compose include", 2]]);
  });

  it("is JSON, and a file with a byte order mark and Windows line ends", () => {
    expect(containers('{"services": {"web": {"privileged": true}}}')[0]!.privileged).toMatchObject({ value: true });
    expect(read("\uFEFFservices:\r\n  web:\r\n    user: root\r\n").subjects[0]).toMatchObject({
      at: { line: 2 },
      user: { value: { uid: 0 } },
    });
  });

  it("has Compose's own tags", () => {
    const subjects = containers(
      "services: { web: { ports: !reset ['80:80'], privileged: !reset true, cap_add: !override [A] } }",
    );

    expect(subjects[0]).toMatchObject({ exposures: { value: [] }, privileged: { value: false } });
    expect(subjects[0]!.capabilities).toMatchObject({ value: { add: new Set(["A"]) } });
  });

  it("has services, volumes and secrets whose names are words of JavaScript", () => {
    const subjects = containers(
      "services: { constructor: { volumes: ['toString:/x'] }, __proto__: { privileged: true } }\nvolumes: { toString: }",
    );

    expect(subjects.map(({ id }) => id)).toEqual(["constructor", "__proto__"]);
    expect(subjects[1]!.privileged).toMatchObject({ value: true, from: "declared" });
    expect(subjects[0]!.privileged).toMatchObject({ value: false, from: "default" });
  });

  it("has services that no container runs", () => {
    const { notExamined, ...platform } = read("services: { db: { provider: { type: cloud } }, web: { image: x } }");

    expect(subjectsOf({ notExamined, ...platform }, "container").map(({ id }) => id)).toEqual(["web"]);
    expect([...notExamined]).toEqual([["compose provider", 1]]);
  });
});
