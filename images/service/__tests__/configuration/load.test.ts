import { loadConfiguration } from "../../src/configuration/load";
import { ConfigurationError } from "../../src/errors";
import { useLab } from "../support/lab";

const lab = useLab();

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfiguration(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ message }) => message);
  }
}

describe("a wrong value", () => {
  it.each([
    ["PORT", "80a", 'PORT must be a whole number from 1 to 65535, got: "80a"'],
    ["PORT", "70000", 'PORT must be a whole number from 1 to 65535, got: "70000"'],
    ["ROLE", "boss", 'ROLE must be one of worker, gateway, hub, got: "boss"'],
    [
      "SERVICE_NAME",
      "Bad Name",
      'SERVICE_NAME must be 1 to 63 lower-case letters, digits and hyphens, got: "Bad Name"',
    ],
    ["DRAIN_SECONDS", "-1", 'DRAIN_SECONDS must be a number of seconds from 0 to 300, got: "-1"'],
    ["DEPENDENCY_TIMEOUT_MS", "1e3", 'DEPENDENCY_TIMEOUT_MS must be a whole number from 10 to 60000, got: "1e3"'],
    ["LOG_LEVEL", "loud", 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, got: "loud"'],
    [
      "OTEL_EXPORTER_OTLP_PROTOCOL",
      "grpc",
      'OTEL_EXPORTER_OTLP_PROTOCOL must be one of http/json, http/protobuf, got: "grpc"',
    ],
  ])("of %s, %s, names the variable, what is allowed and what it got", (variable, value, message) => {
    expect(problemsOf({ [variable]: value })).toEqual([message]);
  });

  it("hides no other: all problems are reported at once", () => {
    const problems = problemsOf({ PORT: "x", ROLE: "gateway", REDIS_HOST: "redis", UPSTREAMS: "nonsense" });
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "PORT",
      "UPSTREAMS",
      "REDIS_PASSWORD_FILE",
      "GATEWAY_TOKENS_FILE",
    ]);
  });

  it.each(["a=http://h:1,a=http://h:2", "a=ftp://h", "a=http://user:pw@h:1", "=http://h", "a=http://h:1,"])(
    "of UPSTREAMS, %s, is refused",
    (value) => expect(problemsOf({ UPSTREAMS: value })).toHaveLength(1),
  );
});

describe("what is required depends on what is used", () => {
  it.each([
    [{ POSTGRES_HOST: "db" }, ["POSTGRES_DATABASE", "POSTGRES_USER", "POSTGRES_PASSWORD_FILE"]],
    [{ REDIS_HOST: "cache" }, ["REDIS_PASSWORD_FILE"]],
    [{ ROLE: "gateway" }, ["GATEWAY_TOKENS_FILE"]],
    [{ ROLE: "hub" }, ["SERVICE_REGISTRY_FILE"]],
    [{}, []],
  ])("%j needs %j", (environment, variables) => {
    const named = problemsOf(environment as Record<string, string>).map((problem) => problem.split(" ")[0]);
    expect(named).toEqual(variables);
  });

  it("does not look at the port of what is not used: Kubernetes sets it to a URL", () => {
    expect(problemsOf({ POSTGRES_PORT: "tcp://10.0.0.7:5432", REDIS_PORT: "tcp://10.0.0.8:6379" })).toEqual([]);
  });

  it("takes an empty variable as one that is not set", () => {
    expect(loadConfiguration({ PORT: "", UPSTREAMS: "" })).toMatchObject({ port: 8080, upstreams: [] });
  });
});

describe("names of dependencies", () => {
  it.each([
    [{ UPSTREAMS: "postgres=http://h:1" }, "UPSTREAMS"],
    [{ UPSTREAMS: "a=http://h:1", EXTERNALS: "a=http://h:2" }, "EXTERNALS"],
  ])("%j is ambiguous and refused", (environment, variable) => {
    expect(problemsOf(environment as Record<string, string>)[0]).toMatch(
      new RegExp(`^${variable} must not use a name`),
    );
  });

  it("keeps health for the gateway itself", () => {
    const tokens = lab.file("token");
    const gateway = { ROLE: "gateway", GATEWAY_TOKENS_FILE: tokens };
    expect(problemsOf({ ...gateway, UPSTREAMS: "health=http://h:1" })).toHaveLength(1);
    expect(problemsOf({ ...gateway, UPSTREAMS: "other=http://h:1" })).toEqual([]);
  });

  it("takes /health unless the endpoint says another path", () => {
    const { upstreams } = loadConfiguration({ UPSTREAMS: "a=http://h:1, b=http://h:2/api/v2/heartbeat" });
    expect(upstreams).toEqual([
      { name: "a", origin: "http://h:1", healthPath: "/health" },
      { name: "b", origin: "http://h:2", healthPath: "/api/v2/heartbeat" },
    ]);
  });
});

describe("secrets", () => {
  const database = { POSTGRES_HOST: "db", POSTGRES_DATABASE: "app", POSTGRES_USER: "app" };

  it.each(["POSTGRES_PASSWORD", "PGPASSWORD", "REDIS_PASSWORD", "GATEWAY_TOKENS"])(
    "are refused in %s, unseen",
    (name) => {
      const problems = problemsOf({ [name]: "hunter2" });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`${name} must not be set`);
      expect(problems[0]).not.toContain("hunter2");
    },
  );

  it("are not shown when one stands where its file's path belongs", () => {
    const problems = problemsOf({ ...database, POSTGRES_PASSWORD_FILE: "hunter2" });
    expect(problems[0]).toMatch(/^POSTGRES_PASSWORD_FILE must be the absolute path of a file, got: something else/);
    expect(problems.join()).not.toContain("hunter2");
  });

  it("are not shown when they stand in a URL", () => {
    const problems = problemsOf({
      UPSTREAMS: "a=http://bob:hunter2@h:1",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://x:hunter2@c",
    });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain("hunter2");
  });

  it.each([
    ["is missing", () => "/nowhere/at/all", "/nowhere/at/all cannot be read (ENOENT)"],
    ["is empty", () => lab.file("\n", "empty"), "is empty"],
    ["is a folder", () => lab.folder(), "cannot be read (EISDIR)"],
  ])("are missed at start when the file %s", (_what, path, text) => {
    const problems = problemsOf({ ...database, POSTGRES_PASSWORD_FILE: path() });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(text);
  });

  it("do not appear in the configuration", () => {
    const file = lab.file("hunter2");
    expect(JSON.stringify(loadConfiguration({ ...database, POSTGRES_PASSWORD_FILE: file }))).not.toContain("hunter2");
  });
});

it.each([
  ["not JSON", "{", "is not JSON"],
  ["not a list", "{}", "is not a service registry"],
  ["an entry without url", '[{"service":"a","layer":"b"}]', "[0.url]"],
])("a registry file that is %s is refused", (_what, content, text) => {
  const path = lab.file(content);
  expect(problemsOf({ ROLE: "hub", SERVICE_REGISTRY_FILE: path })[0]).toContain(text);
});
