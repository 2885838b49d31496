import { alwaysWell } from "../../../policies/facts/always-well";
import type { Health } from "../../../policies/facts/container";

const check = (form: Health["form"], ...command: readonly string[]): Health => ({
  form,
  command,
  intervalSeconds: 5,
  timeoutSeconds: 3,
});

describe("a check is always well", () => {
  it.each([
    "true",
    "/bin/true",
    ":",
    "exit 0",
    "echo fine",
    "curl -f http://localhost || true",
    "curl -f http://localhost || exit 0",
    "curl -f http://localhost; exit 0",
    "curl -f http://localhost || echo ill",
    "pg_isready ; true",
    "pg_isready &",
    "curl -f http://localhost | cat",
    "true && exit 0",
    "test 1",
    "[ 1 = 1 ]",
    "[[ 1 == 1 ]]",
    "exec true",
    "sleep 1",
    "timeout 3 true",
    "busybox true",
    'sh -c "exit 0"',
    "(pg_isready || true)",
    "{ pg_isready || true; }",
  ])("as a script: %s", (script) => {
    expect(alwaysWell(check("shell", script))).toBe("has a check that is always well");
    expect(alwaysWell(check("exec", "sh", "-c", script))).toBe("has a check that is always well");
  });

  it.each([[["/bin/true"]], [["exit", "0"]], [["test", "1"]], [["/bin/bash", "-c", "exit 0"]]])("as %j", (command) => {
    expect(alwaysWell(check("exec", ...command))).toBe("has a check that is always well");
  });

  it.each([
    "curl http://localhost/health",
    "curl -s localhost:8080 || exit 1",
    "curl -sS -o /dev/null http://localhost",
    "curl --fail-early http://localhost",
  ])("with any answer: %s", (script) => {
    expect(alwaysWell(check("shell", script))).toBe("has a check that is well with any answer: curl without --fail");
  });
});

describe("a check may be ill", () => {
  it.each([
    "truth --check",
    "timeout 3 pg_isready",
    "(pg_isready)",
    'sh -c "pg_isready"',
    "exit 1",
    "exit $STATUS",
    "curl -f http://localhost",
    "curl -sf http://localhost || exit 1",
    "curl --fail http://localhost",
    "curl -fsS http://localhost",
    "curl http://localhost | grep -q ok",
    "curl telnet://localhost:5432",
    '[ "$(curl -o /dev/null -w %{http_code} localhost)" = 200 ]',
    "wget -q --spider http://localhost",
    "test -f /tmp/healthy",
    "[ -s /tmp/healthy ]",
    "pg_isready && true",
    "true && pg_isready",
    "pg_isready || exit 1; exit 0",
    "pg_isready | tee /dev/stderr | grep accepting",
    "if pg_isready; then exit 0; fi; exit 1",
    "set -e; pg_isready; true",
    "redis-cli ping",
    "",
  ])("as a script: %s", (script) => {
    expect(alwaysWell(check("shell", script))).toBeUndefined();
  });

  it("as a script in a file, and where something else asks", () => {
    expect(alwaysWell(check("exec", "/bin/sh", "/config/health.sh"))).toBeUndefined();
    expect(alwaysWell(check("http", "8080", "/true"))).toBeUndefined();
    expect(alwaysWell(check("none"))).toBeUndefined();
  });
});

it.each(["true && ", "true || ", "curl x | cat; ", "( ", "[ 1 "])(
  "ends quickly with half a million times '%s'",
  (piece) => {
    const begin = process.cpuUsage().user;
    alwaysWell(check("shell", piece.repeat(500_000)));
    expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(5);
  },
);
