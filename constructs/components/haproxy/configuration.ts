import { RouteAuth } from "../../core";

export interface Backend {
  readonly name: string;
  /** The name that resolves to every replica. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly auth: RouteAuth;
  readonly healthPath: string;
  readonly replicas: number;
}

export interface ProxySizes {
  readonly maxConnections: number;
  readonly connectionsPerClient: number;
  readonly requestsPerSecond: number;
  /** The port that the host publishes for HTTPS, for redirects. */
  readonly httpsPort: number;
  readonly cpus: number;
  /** Who answers the challenges of an ACME server. @default - nobody; the certificate is the environment's */
  readonly challenges?: string | undefined;
  /** @default - what `/etc/resolv.conf` says */
  readonly nameServer?: string | undefined;
}

export const HTTP = 8080;
export const HTTPS = 8443;
export const HEALTH = 8404;

/** https://www.rfc-editor.org/rfc/rfc8555#section-8.3. The dot keeps it from being the name of a layer. */
export const CHALLENGES = { name: "acme.challenges", path: "/.well-known/acme-challenge/", port: 8402, ready: "/acme" };

/** `haproxy.cfg`. https://docs.haproxy.org/2.6/configuration.html */
export function proxyConfiguration(sizes: ProxySizes, backends: readonly Backend[]): string {
  return [
    GLOBAL(sizes),
    DEFAULTS,
    resolvers(sizes.nameServer),
    httpIn(sizes),
    httpsIn(sizes, backends),
    healthIn(sizes),
    ...backends.map(backend),
    ...(sizes.challenges === undefined ? [] : [challengesOf(sizes.challenges)]),
  ].join("\n");
}

/** A reloaded proxy serves on the connections that it has; without a bound, one that never ends would keep it for ever. */
const GLOBAL = ({ maxConnections, cpus }: ProxySizes) => `global
  log stdout format raw local0 info
  maxconn ${maxConnections}
  # without it, a huge limit of the engine is allocated for at start
  fd-hard-limit ${Math.max(4096, maxConnections * 4)}
  # one thread for each CPU that it may use: the machine's all would count against its processes, and after a reload twice
  nbthread ${Math.max(1, Math.ceil(cpus))}
  hard-stop-after 1h
  # so many reloads an open connection outlives: each earlier proxy takes memory
  mworker-max-reloads 3
  ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
  ssl-default-bind-ciphers ECDHE+AESGCM:ECDHE+CHACHA20
`;

const json = (error: string, message: string) => `'{"error":"${error}","message":"${message}"}'`;

const OWN_REFUSALS = [
  [400, "bad_request", "not proper HTTP"],
  [408, "request_timeout", "the request was not sent in time"],
  [500, "internal_error", "the way in failed"],
  [502, "bad_gateway", "the layer did not answer properly"],
  [503, "unavailable", "no container of the layer can serve now"],
  [504, "gateway_timeout", "the layer did not answer in time"],
]
  .map(
    ([status, error, message]) =>
      `  http-error status ${status} content-type application/json string ${json(`${error}`, `${message}`)}`,
  )
  .join("\n");

const DEFAULTS = `defaults
  mode http
  log global
  option httplog
  option dontlognull
  option forwardfor
  # a server that ends a kept connection in the moment of its use leaves no answer; see below for what may be asked again
  option redispatch 1
  retries 3
  retry-on conn-failure empty-response
  timeout connect 2s
  # as long as a layer may ask what it needs; without it a check has the 500 ms of its interval, connection included
  timeout check 2s
  timeout client 30s
  timeout server 60s
  timeout queue 5s
  timeout tunnel 1h
  # the whole request header must arrive within this time, however slowly it is sent
  timeout http-request 5s
  timeout http-keep-alive 15s
  # its own refusals are as those of the layers; built in are pages
${OWN_REFUSALS}
`;

const resolvers = (nameServer: string | undefined) => `resolvers names
  ${nameServer === undefined ? "parse-resolv-conf" : `nameserver dns ${nameServer}`}
  accepted_payload_size 8192
  resolve_retries 3
  timeout resolve 500ms
  timeout retry 500ms
  hold valid 500ms
  hold obsolete 1s
`;

function httpIn({ httpsPort, challenges }: ProxySizes): string {
  const acl = challenges === undefined ? "" : `  acl challenge path_beg ${CHALLENGES.path}\n`;
  const [unless, use] =
    acl === "" ? ["", ""] : [" unless challenge", `  use_backend ${CHALLENGES.name} if challenge\n`];
  return `frontend http-in
  bind :${HTTP}
${acl}  http-request redirect location https://%[req.hdr(host),field(1,:)]:${httpsPort}%[pathq] code 308${unless}
${use}`;
}

/** In the environment of the process, since which one it is changes while it runs. */
const CHANGING = `"\${WAY_IN_CERTIFICATE}"`;

function httpsIn(sizes: ProxySizes, backends: readonly Backend[]): string {
  const deepestFirst = [...backends].sort((a, b) => base(b).length - base(a).length);
  const known = backends.map(({ name }) => `!route_${name}`).join(" ");
  const certificate = sizes.challenges === undefined ? "/run/secrets/way-in-certificate" : CHANGING;
  return `frontend https-in
  bind :${HTTPS} ssl crt ${certificate} alpn h2,http/1.1
  # after a reload, which any edit of a layer may bring: whoever keeps a connection must not find it closed when it asks again
  option idle-close-on-response
  stick-table type ipv6 size 100k expire 30s store conn_cur,http_req_rate(10s)
  tcp-request connection track-sc0 src
  tcp-request connection reject if { sc0_conn_cur gt ${sizes.connectionsPerClient} }
  http-request return status 429 content-type application/json string ${json("too_many_requests", "slow down")} if { sc0_http_req_rate gt ${sizes.requestsPerSecond * 10} }
  # asking twice is asking once only for these; others are tried again while they have reached no server
  http-request disable-l7-retry unless { method GET HEAD OPTIONS }
  http-request set-header X-Forwarded-Proto https
  # after, not only on what a server answered: refusals have them as well
  http-after-response del-header Server
  http-after-response set-header Strict-Transport-Security max-age=31536000
  http-after-response set-header X-Content-Type-Options nosniff
  http-after-response set-header X-Frame-Options DENY
  http-after-response set-header Referrer-Policy no-referrer
${backends.map(route).join("\n")}
${backends.map((one) => authentication(one, insideOf(one, backends))).join("")}  http-request return status 404 content-type application/json string ${json("not_found", "no route leads there")}${known ? ` if ${known}` : ""}
${deepestFirst.map(({ name }) => `  use_backend ${name} if route_${name}`).join("\n")}
`;
}

/** A route's path without the slash at its end: `/api/` and `/api` are the same place, and `/` is everywhere. */
const base = ({ path }: Backend) => path.replace(/\/+$/, "");

const route = (one: Backend) =>
  `  acl route_${one.name} path ${base(one) || "/"}\n  acl route_${one.name} path_beg ${base(one)}/`;

/** A route inside another one has its own authentication, not both. */
const insideOf = (outer: Backend, all: readonly Backend[]) =>
  all.filter((one) => one !== outer && `${base(one)}/`.startsWith(`${base(outer)}/`));

function authentication({ name, auth }: Backend, inside: readonly Backend[]): string {
  const here = [`route_${name}`, ...inside.map((one) => `!route_${one.name}`)].join(" ");
  switch (auth) {
    case RouteAuth.NONE:
      return "";
    case RouteAuth.TOKEN:
      return `  http-request return status 401 content-type application/json string ${json("unauthorized", "a valid bearer token is required")} hdr WWW-Authenticate Bearer if ${here} !{ http_auth_bearer -m str -f /run/secrets/way-in-token }\n`;
    case RouteAuth.PASSWORD:
      return `  http-request auth realm Bulwark if ${here} !{ http_auth(operators) }\n  http-request del-header Authorization if ${here}\n`;
  }
}

const healthIn = ({ challenges }: ProxySizes) => `frontend health
  bind :${HEALTH}
  # a scraper's idle connection would keep a stopping proxy alive
  option httpclose
  option dontlog-normal
  monitor-uri /healthz
  http-request use-service prometheus-exporter if { path /metrics }
${challenges === undefined ? "" : `  http-request return status 200 if { path ${CHALLENGES.ready} } { nbsrv(${CHALLENGES.name}) ge 1 }\n`}  http-request deny deny_status 404
`;

/**
 * Twice the replicas: during a roll, the old and the new ones are there together. A server that drains is out within
 * 750 ms and serves on for 3 s; one slow answer to a check does not take away a layer's only replica.
 */
const backend = ({ name, host, port, healthPath, replicas }: Backend) => `backend ${name}
  balance leastconn
  option httpchk
  http-check send meth GET uri ${healthPath} ver HTTP/1.1 hdr Host ${name}
  http-check expect status 200
  server-template ${name}- ${replicas * 2} ${host}:${port} check inter 500ms fastinter 250ms fall 2 rise 1 resolvers names init-addr last,libc,none
`;

/** It listens while it is asked for a challenge, and no longer: nothing to check. */
const challengesOf = (host: string) => `backend ${CHALLENGES.name}
  server job ${host}:${CHALLENGES.port} resolvers names init-addr none
`;
