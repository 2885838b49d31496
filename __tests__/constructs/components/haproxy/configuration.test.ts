import { RouteAuth } from "../../../../constructs/core";
import { proxyConfiguration, type Backend } from "../../../../constructs/components/haproxy/configuration";

const SIZES = { maxConnections: 2000, connectionsPerClient: 200, requestsPerSecond: 50, httpsPort: 8443, cpus: 0.5 };

const backend = (name: string, path: string, auth = RouteAuth.NONE): Backend => ({
  name,
  host: `${name}.haproxy`,
  port: 8080,
  path,
  auth,
  healthPath: `/${name}/health`,
  replicas: 2,
});

const API = backend("api", "/api", RouteAuth.TOKEN);
const UI = backend("ui", "/", RouteAuth.NONE);
const ADMIN = backend("admin", "/api/admin", RouteAuth.PASSWORD);

/** The lines of a section, without their indentation. */
function section(title: string, ...backends: readonly Backend[]): readonly string[] {
  const lines = proxyConfiguration(SIZES, backends).split("\n");
  const rest = lines.slice(lines.indexOf(title) + 1);
  const end = rest.findIndex((line) => /^\S/.test(line));
  return rest.slice(0, end < 0 ? undefined : end).flatMap((line) => (line.trim() ? [line.trim()] : []));
}

const https = (...backends: readonly Backend[]) => section("frontend https-in", ...backends);
const having = (lines: readonly string[], text: string) => lines.filter((line) => line.includes(text));

describe("the way in over HTTPS", () => {
  it("ends TLS with the certificate from its secret, with HTTP/2", () => {
    expect(https()).toContain("bind :8443 ssl crt /run/secrets/way-in-certificate alpn h2,http/1.1");
  });

  it("takes nothing older than TLS 1.2", () => {
    expect(section("global")).toContain("ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets");
  });

  it("limits connections of one client, and requests as a mean over ten seconds", () => {
    expect(https()).toContain("tcp-request connection reject if { sc0_conn_cur gt 200 }");
    expect(having(https(), "status 429")[0]).toMatch(/if \{ sc0_http_req_rate gt 500 \}$/);
  });

  it.each([400, 408, 500, 502, 503, 504])("refuses with %i in JSON, as layers do", (status) => {
    const [line] = having(section("defaults"), `http-error status ${status} `);
    expect(line).toMatch(/ content-type application\/json string '\{"error":"\w+","message":"[\w ]+"\}'$/);
  });

  it("gives up on clients that send slowly", () => {
    expect(section("defaults")).toContain("timeout http-request 5s");
  });

  it.each(["Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"])(
    "sets %s on every answer, refusals included",
    (header) => {
      expect(having(https(), header)[0]).toMatch(/^http-after-response set-header /);
    },
  );

  it("answers 404 where no route leads", () => {
    expect(having(https(API, ADMIN), "status 404")[0]).toMatch(/ if !route_api !route_admin$/);
  });

  it("answers 404 to everything when there is no route", () => {
    expect(having(https(), "status 404")[0]).not.toContain(" if ");
  });
});

describe("a route", () => {
  it.each([
    ["/api", ["path /api", "path_beg /api/"]],
    ["/api/", ["path /api", "path_beg /api/"]],
    ["/", ["path /", "path_beg /"]],
  ])("to %s matches whole segments only", (path, conditions) => {
    const acls = having(https(backend("x", path)), "acl route_x");
    expect(acls).toEqual(conditions.map((condition) => `acl route_x ${condition}`));
  });

  it("inside another one is tried first", () => {
    expect(having(https(UI, API, ADMIN), "use_backend").map((line) => line.split(" ")[1])).toEqual([
      "admin",
      "api",
      "ui",
    ]);
  });

  it("with a token answers 401 as JSON to everybody else", () => {
    expect(having(https(API), "status 401")).toEqual([
      `http-request return status 401 content-type application/json string '{"error":"unauthorized","message":"a valid bearer token is required"}'` +
        " hdr WWW-Authenticate Bearer if route_api !{ http_auth_bearer -m str -f /run/secrets/way-in-token }",
    ]);
  });

  it("with a password asks for it, and does not pass it on", () => {
    expect(having(https(ADMIN), "if route_admin")).toEqual([
      "http-request auth realm Bulwark if route_admin !{ http_auth(operators) }",
      "http-request del-header Authorization if route_admin",
      "use_backend admin if route_admin",
    ]);
  });

  it("without authentication asks for nothing", () => {
    expect(https(UI).filter((line) => /401|auth/.test(line))).toEqual([]);
  });

  it("inside another one has its own authentication, not both", () => {
    expect(having(https(API, ADMIN), "status 401")[0]).toContain(" if route_api !route_admin !{ http_auth_bearer");
    expect(having(https(API, ADMIN), "http-request auth")[0]).toContain(" if route_admin !{ http_auth");
  });

  it("that only starts with the same letters is not inside", () => {
    const apis = backend("apis", "/apis");
    expect(having(https(API, apis), "status 401")[0]).toContain(" if route_api !{ http_auth_bearer");
  });
});

describe("names", () => {
  const resolvers = (nameServer?: string) =>
    proxyConfiguration({ ...SIZES, nameServer }, [API]).split("\nresolvers ")[1];

  it("are asked for where the target says", () => {
    expect(resolvers("127.0.0.11:53")).toMatch(/^names\n {2}nameserver dns 127\.0\.0\.11:53\n/);
  });

  it("are asked for where everything else in the container asks, when the target says nothing", () => {
    expect(resolvers()).toMatch(/^names\n {2}parse-resolv-conf\n/);
  });
});

describe("a backend", () => {
  it("has room for the old and the new replicas at once", () => {
    expect(having(section("backend api", API), "server-template")[0]).toMatch(
      /^server-template api- 4 api\.haproxy:8080 check inter 500ms fastinter 250ms fall 2 rise 1 resolvers names init-addr last,libc,none$/,
    );
  });

  it("has time for its answer to a check, so that a slow one is not taken for none", () => {
    expect(section("defaults")).toContain("timeout check 2s");
  });

  it("is checked on its own health path", () => {
    expect(section("backend ui", UI)).toContain("http-check send meth GET uri /ui/health ver HTTP/1.1 hdr Host ui");
  });
});

describe("the way in over HTTP", () => {
  it("only leads to HTTPS, on the port that the host publishes", () => {
    expect(section("frontend http-in")).toEqual([
      "bind :8080",
      "http-request redirect location https://%[req.hdr(host),field(1,:)]:8443%[pathq] code 308",
    ]);
  });
});

it("asks another server when the one that was chosen is gone", () => {
  expect(section("defaults")).toContain("option redispatch 1");
});

it("lets connections that clients keep outlive a reload, which any edit of a layer may bring", () => {
  expect(section("frontend https-in")).toContain("option idle-close-on-response");
});

it("retries what got no answer only where asking twice is asking once, since a replayed POST would act twice", () => {
  expect(section("defaults")).toContain("retry-on conn-failure empty-response");
  expect(section("frontend https-in")).toContain("http-request disable-l7-retry unless { method GET HEAD OPTIONS }");
});

it("tells its health and its metrics on a port that is not published", () => {
  expect(section("frontend health")).toEqual(
    expect.arrayContaining(["bind :8404", "monitor-uri /healthz", "http-request deny deny_status 404"]),
  );
});
