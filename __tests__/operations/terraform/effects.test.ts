import type { Manifest } from "../../../operations/manifest";
import { effectsOf, summaryOf } from "../../../operations/terraform/effects";
import type { TerraformPlan } from "../../../operations/terraform/runner";

const MANIFEST = {
  configHolder: "docker_container.docker_config",
  containers: [
    { address: "docker_container.platform_api_1", component: "api", lifecycle: "rolling" },
    { address: "docker_container.platform_api_2", component: "api", lifecycle: "rolling" },
    { address: "docker_container.platform_postgres", component: "postgres", lifecycle: "stateful" },
  ],
  jobs: [
    { address: "docker_container.platform_redis_job-load-users", component: "redis", phase: "after" },
    { address: "docker_container.platform_api_job-migrate", component: "api", phase: "roll" },
  ],
} as unknown as Manifest;

const change = (name: string, actions: readonly string[], path?: string) => ({
  address: `docker_container.${name}`,
  type: "docker_container",
  change: { actions, before: path === undefined ? null : { labels: [{ label: "bulwark.path", value: path }] } },
});
const planOf = (...changes: NonNullable<TerraformPlan["resource_changes"]>) => ({ resource_changes: changes });
const said = (plan: TerraformPlan) =>
  effectsOf(plan, MANIFEST).map(({ component, effect }) => `${component} ${effect}`);

describe("the effect of a plan", () => {
  it.each([
    ["platform_api_1", ["create", "delete"], "api rolls"],
    ["platform_postgres", ["delete", "create"], "postgres restarts"],
    ["platform_postgres", ["create"], "postgres starts"],
    ["platform_postgres", ["update"], "postgres in place"],
    ["platform_redis_job-load-users", ["delete", "create"], "redis reloads"],
    ["platform_api_job-migrate", ["create", "delete"], "api runs"],
  ])("on %s, when Terraform means %j, is: %s", (name, actions, expected) => {
    expect(said(planOf(change(name, actions)))).toEqual([expected]);
  });

  it("leaves out what stays, what is no container, and what only carries configuration", () => {
    const network = { ...change("x", ["create"]), type: "docker_network" };
    expect(said(planOf(change("platform_api_1", ["no-op"]), network, change("docker_config", ["create"])))).toEqual([]);
  });

  it.each([
    ["platform_billing_1", "platform/billing/1", "billing stops"],
    ["platform_cache", "platform/cache", "cache stops"],
    ["platform_billing_job-report", "platform/billing/job-report", "billing/report stops"],
    ["platform_unlabelled", undefined, "platform_unlabelled stops"],
  ])("names %s, which is no longer declared, as people do: %s, %s", (name, path, expected) => {
    expect(said(planOf(change(name, ["delete"], path)))).toEqual([expected]);
  });

  it("leaves out a job that is no longer declared: it ended long ago", () => {
    const gone = change("platform_cache_job-users", ["delete"], "platform/cache/job-users");
    gone.change.before!.labels.push({ label: "bulwark.kind", value: "job" });
    expect(said(planOf(gone))).toEqual([]);
  });

  it("is told once for all replicas of a component", () => {
    const rolls = ["platform_api_1", "platform_api_2"].map((name) => change(name, ["create", "delete"]));
    expect(summaryOf(effectsOf(planOf(...rolls), MANIFEST))).toBe("api rolls");
    expect(summaryOf([])).toBe("no container changes");
  });
});
