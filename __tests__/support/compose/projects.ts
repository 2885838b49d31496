import { SPELLINGS } from "./spellings";

/** Compose projects, by what each is about: their files by path. Compose itself says what each means. */
export const PROJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "extends in the same file, twice over": {
    "compose.yaml": `
services:
  base:
    image: api:1
    command: [serve, --port, "80"]
    environment: { A: "1", B: "2" }
    cap_drop: [ALL]
    security_opt: ["seccomp:unconfined"]
    ports: ["127.0.0.1:8080:80"]
    volumes: ["data:/data", "./conf:/conf:ro"]
    labels: [one=1, two=2]
    logging: { driver: json-file, options: { max-size: 10m } }
    healthcheck: { test: [CMD, check], interval: 10s }
    networks: [front]
    tmpfs: /run:size=64m
  middle:
    extends: { service: base }
    environment: [B=3, C=4]
    cap_add: [CHOWN]
    read_only: true
  web:
    extends: middle
    command: [other]
    volumes: ["other:/data"]
    ports: ["9000:9000/udp"]
    labels: { two: "3" }
    security_opt: ["no-new-privileges:true"]
    healthcheck: { timeout: 3s }
    networks: { back: { aliases: [www] } }
    tmpfs: [/tmp]
    logging: { options: { max-file: "3" } }
volumes: { data: {}, other: {} }
networks: { front: {}, back: { internal: true } }
`,
  },
  "extends from a folder below, with its paths": {
    "compose.yaml": `
services:
  web:
    extends: { file: common/base.yaml, service: web }
    environment: { OWN: "1" }
volumes: { named: {} }
`,
    "common/base.yaml": `
services:
  web:
    extends: { file: deeper/root.yaml, service: root }
    volumes:
      - ./here:/here
      - ../there:/there:ro
      - named:/named
      - { type: bind, source: ./long, target: /long }
    env_file: [./web.env]
`,
    "common/deeper/root.yaml": `
services:
  root:
    image: web:2
    volumes: ["./deep:/deep", "/abs:/abs"]
    env_file: [{ path: missing.env, required: false }]
`,
    "common/web.env": "FROM_FILE=1\nOWN=file\n",
  },
  "logging of another driver replaces options": {
    "compose.yaml": `
services:
  base: { image: a, logging: { driver: json-file, options: { max-size: 1m } } }
  web: { extends: base, logging: { driver: local } }
`,
  },
  "tags take away and replace": {
    "compose.yaml": `
services:
  base:
    image: a
    ports: ["80:80", "443:443"]
    environment: { A: "1", B: "2" }
    cap_add: [NET_ADMIN]
    privileged: true
    volumes: ["./a:/a"]
  web:
    extends: base
    ports: !override ["127.0.0.1:8080:80"]
    cap_add: !reset []
    privileged: !reset false
    environment: { B: !reset null, C: "3" }
`,
  },
  "include with a folder, variables and networks of its own": {
    "compose.yaml": `
include:
  - db/compose.yaml
  - path: [cache/compose.yaml, cache/override.yaml]
    project_directory: shared
    env_file: vars/cache.env
services:
  web: { image: web, networks: [default, data] }
networks: { data: { internal: true } }
`,
    "db/compose.yaml": `
services:
  db: { image: "postgres:\${PG:-16}", volumes: ["./data:/var/lib/postgresql/data"], env_file: db.env }
`,
    "db/.env": "PG=17\n",
    "db/db.env": "POSTGRES_DB=shop\n",
    "cache/compose.yaml": `
services:
  cache: { image: "redis:\${REDIS}", command: redis-server, volumes: ["./conf:/conf"] }
`,
    "cache/override.yaml": `
services:
  cache: { read_only: true, command: [redis-server, /conf/redis.conf], volumes: ["./more:/more"] }
`,
    "vars/cache.env": "REDIS=7.4\n",
    "shared/.keep": "",
  },
  "include within include": {
    "compose.yaml": "include: [a/compose.yaml]\nservices: { top: { image: top } }\n",
    "a/compose.yaml": "include: [b/compose.yaml]\nservices: { a: { image: a, volumes: ['./x:/x'] } }\n",
    "a/b/compose.yaml":
      "services: { b: { image: b, volumes: ['../y:/y'], secrets: [k] } }\nsecrets: { k: { file: ./k.pem } }\n",
  },
  "files of variables in every spelling": {
    "compose.yaml": `
services:
  web:
    image: a
    env_file: [one.env, { path: two.env }, { path: none.env, required: false }]
    environment: { OVER: service, SPACED: "a b" }
    label_file: web.labels
    labels: [own=1]
`,
    "one.env": [
      "# a comment",
      "",
      "PLAIN=value",
      "export EXPORTED=yes",
      "  INDENTED = spaced   ",
      "COMMENTED=value # not this",
      "HASH=a#b",
      "EMPTY=",
      "SINGLE='a $B \\' c'",
      'DOUBLE="line\\nnext $PLAIN ${PLAIN:-x}"',
      'ESCAPED="a \\$PLAIN \\"q\\""',
      "YAML: style",
      "DEFAULT=${NOBODY:-fallback}",
      "DOLLAR=a$$b",
      "MULTI='first",
      "second'",
      "OVER=file",
      "BOTH=one",
      "",
    ].join("\n"),
    "two.env": "BOTH=two\r\nWINDOWS=yes\r\n",
    "web.labels": "own=file\nmore=2\n",
  },
  "variables of the project": {
    "compose.yaml": `
services:
  web:
    image: "web:\${TAG}"
    ports: ["\${ADDRESS:-127.0.0.1}:\${PORT-80}:80"]
    environment: [TAG, "A=\${SET:+set}", "B=\${EMPTY:-default}", "C=\${EMPTY-default}", "D=$$TAG"]
    user: "\${UID_:?must be set}"
`,
    ".env": "TAG=1.2\nADDRESS=0.0.0.0\nSET=1\nEMPTY=\nUID_=1000:1000\n",
  },
  ...SPELLINGS,
};
