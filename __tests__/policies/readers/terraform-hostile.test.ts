import { UnreadableSource } from "../../../policies/errors";
import { synthPlatform } from "../../../policies/readers/synth";
import { FILE, containerIn, moduleWith } from "../../support/policies/terraform-json";

const refused = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableSource);
    return (error as Error).message;
  }
  return "nothing was refused";
};

describe("what Terraform does not take either is refused, by file and address", () => {
  it.each([
    [{ memory: "much" }, "memory: expected a number, got: much"],
    [{ privileged: [] }, "privileged: expected true or false, got: a list of 0"],
    [{ env: { A: "1" } }, "env: expected a list, got: an object"],
    [{ env: [{}] }, "env: expected a text, got: an object"],
    [{ log_opts: ["a"] }, "log_opts: expected a map, got: a list of 1"],
    [{ mounts: ["a"] }, "mounts: expected a block, got: a"],
    [{ mounts: [["a"]] }, "mounts: expected a block, got: a list of 1"],
    [{ lifecycle: "x" }, "lifecycle: expected a block, got: x"],
    [{ healthcheck: { test: ["CMD"], interval: "soon" } }, "healthcheck.interval: 'soon' is no duration such as 1m30s"],
    [{ restart: "sometimes" }, "restart: 'sometimes' is no restart policy"],
    [{ user: "x".repeat(5000), memory: "y".repeat(5000) }, "memory: expected a number, got: a text of 5000 characters"],
  ])("%j", (container, problem) => {
    expect(refused(() => moduleWith(container)).split("\n")[0]).toBe(`${FILE}: docker_container.web: ${problem}`);
  });

  it.each([[[]], ["x"], [5], [null]])("%j as a whole", (json) => {
    expect(refused(() => synthPlatform(json, FILE))).toContain(`${FILE} is no Terraform JSON`);
  });

  it.each([
    { resource: 5 },
    { resource: { docker_container: [5] } },
    { resource: { docker_container: { web: "x" } } },
    { terraform: { required_providers: { docker: 5 } } },
    { terraform: { backend: { s3: "x" } } },
    { provider: { docker: "x" } },
  ])("%j", (json) => {
    expect(refused(() => synthPlatform(json, FILE))).toContain(FILE);
  });

  it("an address that is there twice", () => {
    const resource = [{ docker_network: { x: {} } }, { docker_network: { x: {} } }];
    expect(refused(() => synthPlatform({ resource }, FILE))).toContain("docker_network.x is declared twice");
  });

  it.each(["a: [", "a: *x", `a: ${"[".repeat(1000)}`, `${"- ".repeat(2000)}a`, "a: &a [*a]"])(
    "values such as %j",
    (text) => {
      const json = { resource: { helm_release: { x: { chart: "x", values: [text] } } } };
      expect(refused(() => synthPlatform(json, FILE))).toMatch(/helm_release\.x: values: |nothing was refused/);
    },
  );
});

describe("nothing grows without bound", () => {
  it("locals that double each other end as what cannot be told", () => {
    const names = Array.from({ length: 60 }, (_, index) => index);
    const locals = Object.fromEntries(
      names.map((index) => [`l${index}`, `\${local.l${index + 1}}\${local.l${index + 1}}`]),
    );
    const { user } = containerIn({ user: "${local.l0}" }, { locals: { ...locals, l60: "x".repeat(100) } });
    expect(user).toEqual({ state: "unknown", why: "expression" });
  });

  it("names that mean each other end", () => {
    const locals = { a: "${local.b}", b: "${local.a}" };
    expect(containerIn({ user: "${local.a}" }, { locals }).user).toEqual({ state: "unknown", why: "expression" });
  });

  it("names of every object are names like others", () => {
    const json = JSON.parse(
      '{"locals":{"__proto__":{"x":"1"}},"resource":{"__proto__":{"a":{}},"constructor":{"b":{}}}}',
    ) as object;
    expect([...synthPlatform(json, FILE).notExamined].length).toBeGreaterThan(0);
    expect(containerIn({ user: "${local.constructor}", env: ["${local.toString.x}"] }).user).toMatchObject({
      state: "unknown",
    });
  });

  it("a text of many openings is read in no time", () => {
    const start = performance.now();
    containerIn({ user: "${".repeat(200_000), env: ["$".repeat(400_000), "${ ".repeat(100_000)] });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
