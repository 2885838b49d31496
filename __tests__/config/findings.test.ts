import { complaints } from "./small-schema";

const LONG = "x".repeat(80);

describe("a wrong value", () => {
  it.each([
    ["too large", "replicas: 9", "line 1, replicas: got 9, at most 5"],
    ["too small", "replicas: 0", "line 1, replicas: got 0, at least 1"],
    ["not above its bound", "share: 0", "line 1, share: got 0, above 0"],
    ["not whole", "replicas: 1.5", "line 1, replicas: got 1.5 (a number), expected a whole number from 1 to 5"],
    ["not finite", "share: .inf", "line 1, share: got Infinity (a number), expected a number above 0, at most 1"],
    [
      "a number in quotes",
      'replicas: "3"',
      'line 1, replicas: got "3" (text), expected a whole number from 1 to 5: write 3 without quotes',
    ],
    ["text for a number", "replicas: many", 'line 1, replicas: got "many" (text), expected a whole number from 1 to 5'],
    ["text for a switch", "enabled: yes", 'line 1, enabled: got "yes" (text), expected true or false'],
    [
      "a switch in quotes",
      'enabled: "true"',
      'line 1, enabled: got "true" (text), expected true or false: write true without quotes',
    ],
    ["a number for text", "image: 7", "line 1, image: got 7 (a number), expected text: put it in quotes"],
    ["empty text", 'image: ""', 'line 1, image: got "", must not be empty'],
    ["a mapping for text", "image: { a: 1 }", "line 1, image: got a mapping, expected text"],
    ["a list for a mapping", "platform: [a]", "line 1, platform: got a list, expected a mapping"],
    ["text for a list", "tags: a", 'line 1, tags: got "a" (text), expected a list'],
    ["too many entries", "tags: [a, b, c]", "line 1, tags: got a list, at most 2 entries"],
    [
      "an entry of another kind",
      "tags:\n  - a\n  - 1",
      "line 3, tags[1]: got 1 (a number), expected text: put it in quotes",
    ],
    ["nothing for text", "image:", "line 1, image: got nothing, expected text"],
    [
      "nothing for a mapping",
      "platform:\n  redis:",
      "line 2, platform.redis: got nothing, expected a mapping; write {} for the defaults",
    ],
    ["a pattern's own words", "path: api", 'line 1, path: got "api", a path that starts with /'],
    ["a pattern without words", "code: A1", 'line 1, code: got "A1", must match /^[a-z]+$/'],
    ["no URL", "url: nowhere", 'line 1, url: got "nowhere", a URL such as http://host:8000'],
    [
      "none of two formats",
      "address: here",
      'line 1, address: got "here", an IPv4 address such as 127.0.0.1 or an IPv6 address such as ::1',
    ],
    ["of no alternative's kind", "address: 5", "line 1, address: got 5 (a number), expected text: put it in quotes"],
    ["long", `code: ${LONG}1`, `line 1, code: got "${"x".repeat(59)}…", must match /^[a-z]+$/`],
  ])("that is %s is shown with what is allowed", (_what, yaml, complaint) => {
    expect(complaints(yaml)).toEqual([complaint]);
  });

  it("of a closed choice lists the choice, and the one that was probably meant", () => {
    expect(complaints("target: dokcer")).toEqual([
      'line 1, target: got "dokcer", one of: docker, kubernetes, did you mean "docker"?',
    ]);
    expect(complaints("target: 5")).toEqual(["line 1, target: got 5, one of: docker, kubernetes"]);
  });

  it("that is missing is reported at the mapping that lacks it", () => {
    expect(complaints("platform:\n  layers:\n    api: {}")).toEqual([
      "line 3, platform.layers.api.port: missing, expected a whole number from 1 to 65535",
    ]);
  });

  it("of a key that looks secret is not shown, nor is a password in a URL", () => {
    expect(complaints("password: hunter2")).toEqual([
      "line 1, password: got a value (not shown) (text), expected a number",
    ]);
    expect(complaints("path: http://me:hunter2@host/")).toEqual([
      'line 1, path: got "http://(not shown)@host/", a path that starts with /',
    ]);
  });
});

describe("an unknown key", () => {
  it("is reported on its own line, with the key that was probably meant", () => {
    expect(complaints("platform:\n  redis:\n    replicas: 9\n    versoin: 7")).toEqual([
      "line 3, platform.redis.replicas: got 9, at most 5",
      'line 4, platform.redis: unknown key "versoin", did you mean "version"?',
    ]);
  });

  it("is one problem, not two, when the key that was meant is required", () => {
    expect(complaints("platform:\n  layers:\n    api: { prot: 1 }")).toEqual([
      'line 3, platform.layers.api: unknown key "prot", did you mean "port"?',
    ]);
  });

  it("comes with the known ones when it is near none of them", () => {
    expect(complaints("platform:\n  redis: { color: red }")).toEqual([
      'line 2, platform.redis: unknown key "color", known are: version, replicas',
    ]);
  });

  it("that looks secret comes with the place where secrets belong, and without its value", () => {
    expect(complaints("platform:\n  redis: { authToken: hunter2 }")).toEqual([
      `line 2, platform.redis: unknown key "authToken"; secrets are files on the hosts, never in YAML: see 'bulwark secrets <environment> init'`,
    ]);
  });

  it("that is a word of JavaScript is as unknown as any other", () => {
    expect(complaints("platform:\n  redis: { __proto__: { version: 8 } }")).toEqual([
      'line 2, platform.redis: unknown key "__proto__", known are: version, replicas',
    ]);
  });

  it("that is a name of the user's own must look like a name", () => {
    expect(complaints("platform:\n  layers:\n    A1: { port: 1 }")).toEqual([
      'line 3, platform.layers.A1: "A1" cannot be a name here: lower-case letters',
    ]);
  });
});

describe("a choice between mappings", () => {
  it.each([
    ["a misspelt alternative", "state: { locl: true }", 'line 1, state: unknown key "locl", did you mean "local"?'],
    [
      "two alternatives at once",
      "state: { local: true, s3: { bucket: a } }",
      "line 1, state: give exactly one of: local, s3",
    ],
    ["none", "state: {}", "line 1, state: give exactly one of: local, s3"],
    [
      "a wrong value in one",
      "state: { s3: { bucket: 5 } }",
      "line 1, state.s3.bucket: got 5 (a number), expected text: put it in quotes",
    ],
    ["a gap in one", "state:\n  s3: {}", "line 2, state.s3.bucket: missing, expected text"],
    ["no mapping", "state: local", 'line 1, state: got "local" (text), expected a mapping'],
    [
      "a wrong value in the one that is a mapping",
      "probe: { path: 1 }",
      "line 1, probe.path: got 1 (a number), expected text: put it in quotes",
    ],
    ["another kind of value", "probe: 1", "line 1, probe: got 1 (a number), expected text or a mapping"],
    ["a wrong constant", "state: { local: false }", "line 1, state.local: got false, must be true"],
  ])("with %s is told by the alternative that was meant", (_what, yaml, complaint) => {
    expect(complaints(yaml)).toEqual([complaint]);
  });
});

describe("all problems", () => {
  it("are reported at once, in the order of their lines", () => {
    const yaml = "replicas: 9\ntarget: k8s\nplatform:\n  redis: { replicas: 6 }\nimage: 1\n";
    expect(complaints(yaml).map((complaint) => complaint.split(":")[0])).toEqual([
      "line 1, replicas",
      "line 2, target",
      "line 4, platform.redis.replicas",
      "line 5, image",
    ]);
  });
});
