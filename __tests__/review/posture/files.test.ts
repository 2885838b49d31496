import { declared } from "../../../policies/facts/fact";
import { linesChanged } from "../../../review/posture/files/lines";
import { orderOf } from "../../../review/posture/files/order";
import { container, platformOf } from "../../support/policies/container";
import { postureOf, said } from "../../support/policies/posture";

/** In words, what of a file is worse, and of the file before. */
function told(target: string, before: string, after: string): readonly string[] {
  const worse = orderOf(target, `${before}\n${after}`);
  const words = (some: ReturnType<typeof worse>) => some.map(({ text }) => text);
  return [...words(worse(before, after)), ...words(worse(after, before)).map((text) => `no longer ${text}`)];
}

describe("pg_hba.conf", () => {
  const hba = (before: string, after: string) => told("/config/pg_hba.conf", before, after);
  const LINE = "hostssl shop +layers 10.0.0.0/8 scram-sha-256";

  it.each([
    ["trust", "hostssl shop +layers 10.0.0.0/8 trust", ["lets +layers into shop from 10.0.0.0/8 without a password"]],
    ["a wider address", LINE.replace("/8", "/7"), ["lets +layers into shop from 10.0.0.0/7 by scram-sha-256"]],
    [
      "clear text",
      LINE.replace("hostssl", "host"),
      ["lets +layers into shop from 10.0.0.0/8 in clear text by scram-sha-256"],
    ],
    ["everybody", LINE.replace("+layers", "all"), ["lets all into shop from 10.0.0.0/8 by scram-sha-256"]],
    [
      "another database",
      LINE.replace("shop", "shop,mail"),
      ["lets +layers into mail from 10.0.0.0/8 by scram-sha-256"],
    ],
  ])("is worse with %s, and better without", (_what, line, words) => {
    expect(hba(LINE, line).filter((one) => !one.startsWith("no longer"))).toEqual(words);
    expect(hba(line, LINE)).toEqual(expect.arrayContaining(words.map((one) => `no longer ${one}`)));
  });

  it.each([
    ["in two halves", "hostssl shop +layers 10.0.0.0/9 scram-sha-256\nhostssl shop +layers 10.128.0.0/9 scram-sha-256"],
    ["with a mask", "hostssl shop +layers 10.0.0.0 255.0.0.0 scram-sha-256"],
    ["with other blanks and a comment", `# who comes in\n${LINE.replaceAll(" ", "\t")} # layers\n\n`],
    ["with a refusal at its end", `${LINE}\nhost all all all reject`],
  ])("is the same %s", (_what, text) => {
    expect(hba(LINE, text)).toEqual([]);
  });

  it("is worse when a refusal no longer comes first", () => {
    const refusal = "host all all all reject";
    const trust = "host all all 0.0.0.0/0 trust";
    expect(hba(`${refusal}\n${trust}`, `${trust}\n${refusal}`)).toEqual([
      "lets all into all from 0.0.0.0/0 without a password",
      "lets all into all from 0.0.0.0/0 in clear text without a password",
    ]);
  });
});

describe("users of Redis", () => {
  const acl = (before: string, after: string) => told("/data/users.acl", before, after);
  const USER = "user shop on #00 ~shop:* +@all -@dangerous";

  it.each([
    ["no password", USER.replace("#00", "nopass"), "lets shop in without a password"],
    ["all keys", USER.replace("~shop:*", "~*"), "lets shop touch ~*"],
    ["what is dangerous", USER.replace(" -@dangerous", ""), "lets shop do @dangerous"],
    [
      "the same words in another order",
      USER.replace("+@all -@dangerous", "-@dangerous +@all"),
      "lets shop do @dangerous",
    ],
    ["a door of its own", `${USER}\nuser guest on nopass +@read`, "lets guest in without a password"],
    ["an administrator more", `${USER}\nuser root on #00 ~* +@all`, "lets root touch ~*, do @all"],
  ])("are worse with %s", (_what, text, words) => {
    expect(acl(USER, text)).toContain(words);
    expect(acl(text, USER)).toContain(`no longer ${words}`);
  });

  it.each([
    ["one more", `${USER}\nuser mail on #11 ~mail:* +@all -@dangerous`],
    ["one who is switched off", `${USER}\nuser guest off nopass ~* +@all`],
  ])("are no worse with %s", (_what, text) => {
    expect(acl(USER, text)).toEqual([]);
  });

  it("are found in the script that writes them", () => {
    const script = (rights: string) => `cat > users <<END\nuser shop on #$(sha256sum) ${rights}\nEND\n`;
    expect(told("/config/install-users.sh", script("~shop:* +@all -@admin"), script("~* +@all"))).toEqual([
      "lets shop touch ~*, do @admin",
    ]);
  });
});

describe("haproxy.cfg", () => {
  const proxy = (before: string, after: string) => told("/config/haproxy.cfg", before, after);
  const CONFIG =
    "frontend in\n  bind 127.0.0.1:8443 ssl crt /cert verify required\n  http-request deny if bad\n  use_backend api\n";

  it.each([
    ["another door", `${CONFIG}  bind :9000\n`, "listens on every address, port 9000"],
    ["a wider door", CONFIG.replace("127.0.0.1", "*"), "listens on every address, port 8443"],
    ["no TLS", CONFIG.replace(" ssl", ""), "listens without TLS on 127.0.0.1, port 8443"],
    [
      "no question for a certificate",
      CONFIG.replace("verify required", ""),
      "asks for no certificate on 127.0.0.1, port 8443",
    ],
    [
      "a guard less",
      CONFIG.replace(/ {2}http-request.*\n/, ""),
      "no longer guards frontend in: http-request deny if bad",
    ],
    ["its figures", `${CONFIG}  stats enable\n`, "opens in frontend in: stats enable"],
  ])("is worse with %s", (_what, text, words) => {
    expect(proxy(CONFIG, text)).toContain(words);
    expect(proxy(text, CONFIG)).toContain(`no longer ${words}`);
  });

  it.each([
    "http-request return status 401 if route_api !{ http_auth_bearer -m str -f /run/secrets/token }",
    "http-request return status 429 if too_many",
    "http-request redirect scheme https unless { ssl_fc }",
    "http-request auth realm operators if metrics",
  ])("is worse without %s", (guard) => {
    expect(proxy(`${CONFIG}  ${guard}\n`, CONFIG)).toContain(`no longer guards frontend in: ${guard}`);
  });

  it("is no worse with another route", () => {
    expect(proxy(CONFIG, `${CONFIG}  use_backend shop if shop # new\n`)).toEqual([]);
  });

  const routed = (...routes: readonly (readonly [name: string, guard?: string])[]) =>
    [
      CONFIG,
      ...routes.map(([name]) => `  acl ${name} path_beg /${name}\n`),
      ...routes.map(([name, guard]) => (guard ? `  ${guard.replace("NAME", name)}\n` : "")),
      `  http-request return status 404 if${routes.map(([name]) => ` !${name}`).join("")}\n`,
    ].join("");
  const TOKEN = "http-request return status 401 if NAME !{ http_auth_bearer -m str -f /run/secrets/token }";
  const PASSWORD = "http-request auth realm operators if NAME !{ http_auth(operators) }";

  it.each([
    ["a route more, which asks who is there", routed(["a", TOKEN]), routed(["a", TOKEN], ["b", PASSWORD])],
    ["a route less", routed(["a", TOKEN], ["b", PASSWORD]), routed(["a", TOKEN])],
    ["a token in place of a password", routed(["a", PASSWORD]), routed(["a", TOKEN])],
    [
      "a route below another one, which asks as well",
      routed(["a", PASSWORD]),
      routed(["a", PASSWORD.replace("NAME", "a !b")], ["b", TOKEN]),
    ],
    [
      "the same where a route leads everywhere",
      routed(["a", PASSWORD]).replace(/.*status 404.*\n/, ""),
      routed(["a", PASSWORD.replace("NAME", "a !b")], ["b", TOKEN]).replace(/.*status 404.*\n/, ""),
    ],
  ])("is no worse with %s", (_what, before, after) => {
    expect(proxy(before, after)).toEqual([]);
  });

  it.each([
    ["a route for everybody", routed(["a", TOKEN], ["b"]), "lets everybody pass frontend in by path_beg /b"],
    [
      "a list that lets all pass",
      routed(["a", TOKEN]).replace("if !a", "if !a !TRUE"),
      "lets everybody pass frontend in by TRUE",
    ],
    [
      "a question that everybody passes by",
      `${routed(["a", TOKEN.replace("NAME", "a !all")])}  acl all src 0.0.0.0/0\n`,
      `no longer guards frontend in: ${TOKEN.replace("NAME", "a")}`,
    ],
    ["no question for who is there", routed(["a"]), `no longer guards frontend in: ${TOKEN.replace("NAME", "a")}`],
    [
      "a new name without the question",
      routed(["c"]).replace("path_beg /c", "path_beg /a"),
      `no longer guards frontend in: ${TOKEN.replace("NAME", "a")}`,
    ],
  ])("is worse with %s", (_what, after, words) => {
    expect(proxy(routed(["a", TOKEN]), after)).toContain(words);
  });
});

describe("alertmanager.yml", () => {
  const alerts = (before: string, after: string) => told("/config/alertmanager.yml", before, after);
  const CONFIG = `route: { receiver: ops, routes: [{ matchers: ["severity=page"], receiver: pager }] }
receivers: [{ name: ops, webhook_configs: [{ url_file: a }] }, { name: pager, email_configs: [{ to: a@example.com }] }]
`;

  it.each([
    ["a receiver who is told nothing", CONFIG.replace("email_configs", "none"), "no longer tells pager by email"],
    [
      "a route less",
      CONFIG.replace(/, routes: .*?\}\]/, ""),
      'no longer has the route of [["severity=page"]] to pager',
    ],
    ["silence", `${CONFIG}inhibit_rules: [{ equal: [a] }]\n`, 'keeps quiet about more: {"equal":["a"]}'],
  ])("is worse with %s", (_what, text, words) => {
    expect(alerts(CONFIG, text)).toContain(words);
    expect(alerts(text, CONFIG)).toContain(`no longer ${words}`);
  });

  it.each([["{"], ["a: &a [*a, *a]"], ["- 1"], ["route: 7\nreceivers: x"], [""]])(
    "that is not readable is no more than its lines: %s",
    (text) => {
      expect(() => alerts(CONFIG, text)).not.toThrow();
    },
  );
});

describe("any other file", () => {
  it("is worse with a door that a word opens", () => {
    expect(told("/config/redis.conf", "protected-mode yes", "protected-mode no")).toEqual([
      "lets in whoever asks: protected-mode no",
    ]);
  });
});

describe("lines", () => {
  const changed = (before: string, after: string) =>
    linesChanged(before, after).map(({ kind, line, text }) => `${kind} ${line}: ${text}`);

  it.each([
    ["a\nb\nc\n", "a\nx\nc\n", ["removed 2: b", "added 2: x"]],
    ["a\nb\n", "b\na\n", ["removed 1: a", "added 2: a"]],
    ["", "a\n", ["added 1: a"]],
    ["a\n", "", ["removed 1: a"]],
    ["a\n", "a", []],
  ])("from %j to %j", (before, after, lines) => {
    expect(changed(before, after)).toEqual(lines);
  });

  it("of a long file are counted", () => {
    const long = (word: string) => Array.from({ length: 5000 }, (_, at) => `${word} ${at % 2 ? at : word}`).join("\n");
    expect(linesChanged(long("a"), long("b"))).toHaveLength(2000);
  });
});

describe("files that travel", () => {
  const bringing = (...files: readonly (readonly [target: string, text: string])[]) =>
    platformOf(container({ uploads: declared(files.map(([target, text]) => ({ target, text }))) }));
  const at = (hash: string, name = "pg_hba.conf") => `/config/shop-config-${hash}/${name}`;
  const [SAFE, OPEN] = ["host shop shop 10.0.0.0/8 scram-sha-256\n", "host all all all trust\n"];

  it("are the same in a folder that is named by its content", () => {
    const { files, changes } = postureOf(bringing([at("0123456789ab"), SAFE]), bringing([at("ba9876543210"), OPEN]));
    expect(files).toEqual([
      {
        stack: "shop",
        subject: "docker_container.api",
        target: at("ba9876543210"),
        lines: [
          { kind: "removed", line: 1, text: SAFE.trim() },
          { kind: "added", line: 1, text: OPEN.trim() },
        ],
      },
    ]);
    expect(said(changes)[0]).toMatch(
      /worse uploads: lets all into all from all without a password; .*, by pg_hba.conf$/,
    );
    expect(changes.find(({ verdict }) => verdict === "worse")).toMatchObject({ exposure: true, after: "pg_hba.conf" });
  });

  it("say nothing when only their folder has another name", () => {
    const { files, changes } = postureOf(bringing([at("0123456789ab"), SAFE]), bringing([at("ba9876543210"), SAFE]));
    expect([files, said(changes)]).toEqual([[], []]);
  });

  it("to two volumes are told once", () => {
    const twice = (text: string, one: string, two: string) => bringing([at(one), text], [at(two), text]);
    const { files } = postureOf(
      twice(SAFE, "0123456789ab", "1123456789ab"),
      twice(OPEN, "2123456789ab", "3123456789ab"),
    );
    expect(files).toHaveLength(1);
  });
});
