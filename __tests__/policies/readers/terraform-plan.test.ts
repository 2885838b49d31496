import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../../../policies/catalogue";
import { evaluate } from "../../../policies/evaluate";
import { UNSAYABLE, byDefault, declared, inPart, unknown } from "../../../policies/facts/fact";
import { subjectsOf } from "../../../policies/facts/subject";
import { planPlatform } from "../../../policies/readers/plan";

/**
 * What Terraform 1.11.4 printed of a plan with version 4.6.0 of the docker provider, on an engine that had two of the
 * volumes: `terraform plan -out=plan && terraform show -json plan`. Left out since: prior_state, resource_drift,
 * planned_values, relevant_attributes, half of the replicas. The configuration: a database whose image is named by
 * reference and whose password is sensitive, a module with for_each and count, volumes to create, replace and delete.
 */
const PLAN = readFileSync(join(__dirname, "fixtures/docker-plan.json"), "utf8");

type Json = Record<string, unknown>;
interface Change extends Json {
  readonly address: string;
  readonly change: Json;
}

const plan = () => JSON.parse(PLAN) as Json & { resource_changes: Change[] };
const platform = planPlatform(plan(), "plans/shop.json");
const containerAt = (address: string) => subjectsOf(platform, "container").find(({ id }) => id === address)!;
const database = containerAt("docker_container.database");

describe("a plan that Terraform wrote", () => {
  it("has every resource by its address, with keys and modules, and counts the types that nobody reads", () => {
    expect(subjectsOf(platform, "container").map(({ id, replicaOf }) => `${id} of ${replicaOf}`)).toEqual([
      "docker_container.database of docker_container.database",
      'module.web["a"].docker_container.app[0] of module.web["a"].docker_container.app',
      'module.web["b"].docker_container.app[0] of module.web["b"].docker_container.app',
    ]);
    expect([...platform.notExamined]).toEqual([
      ["docker_image", 1],
      ["terraform_data", 1],
    ]);
  });

  it("says what was configured, and by default what was not", () => {
    expect(database).toMatchObject({
      source: "plan",
      user: declared({ uid: 999, gid: 999, text: "999:999" }),
      memoryBytes: declared(536870912),
      noNewPrivileges: declared(true),
      seccomp: declared("default"),
      restart: byDefault({ policy: "no", retries: undefined }),
      privileged: byDefault(false),
      runtime: byDefault(""),
      stopNeedSeconds: byDefault(10),
      logLimit: declared(false),
    });
  });

  it("leaves to the image what nobody configured", () => {
    const app = containerAt('module.web["a"].docker_container.app[0]');
    expect([app.user, app.health, app.command]).toEqual([1, 2, 3].map(() => unknown("image-decides")));
    expect(app.environment).toEqual(byDefault(new Map()));
    expect(app.capabilities).toMatchObject({ state: "known", from: "default" });
  });

  it("does not tell what is sensitive, and what is known after the apply", () => {
    expect(database.environment).toEqual(unknown("masked"));
    expect(database.labels).toEqual(inPart(new Map(), "after-apply"));
    const app = containerAt('module.web["b"].docker_container.app[0]');
    expect(app.networks).toEqual(inPart([], "after-apply"));
  });

  it("knows an image by its name before the engine has given it an id", () => {
    expect(database.image).toMatchObject({ value: { text: "postgres:17.2" } });
  });

  it("reads dynamic blocks as they come out, and each replica by itself", () => {
    const app = containerAt('module.web["b"].docker_container.app[0]');
    expect(app.exposures).toMatchObject({ value: [{ address: "0.0.0.0", hostPort: 8080, port: 8080 }] });
    expect([app.privileged, app.seccomp]).toEqual([declared(true), declared("unconfined")]);
    expect(containerAt('module.web["a"].docker_container.app[0]').privileged).toEqual(declared(false));
  });

  it("puts behind a volume what its driver mounts, and knows what becomes of each", () => {
    expect(database.mounts).toMatchObject({
      value: [{ kind: "volume", source: "shop-data" }, { kind: "bind", source: "/var/run" }, { kind: "tmpfs" }],
    });
    const volumes = subjectsOf(platform, "volume");
    expect(volumes.map(({ id, stateful, change }) => [id, stateful, change])).toEqual([
      ["docker_volume.data", declared(true), declared("create")],
      ["docker_volume.host", declared(false), declared("replace")],
      ["docker_volume.old", declared(false), declared("delete")],
    ]);
    expect(volumes.map(({ preventDestroy }) => preventDestroy)).toEqual([UNSAYABLE, UNSAYABLE, UNSAYABLE]);
  });

  it("says of the module what it demands, runs and asks, and nothing of where its state is kept", () => {
    expect(subjectsOf(platform, "stack")).toMatchObject([
      {
        id: "shop",
        backend: UNSAYABLE,
        requirements: declared([{ name: "docker", version: "~> 4.6" }]),
        remoteStates: declared([{ address: "data.terraform_remote_state.network", place: "plans/none.tfstate" }]),
        provisioners: declared(["terraform_data.when"]),
        outsideData: declared([]),
      },
    ]);
    expect(subjectsOf(platform, "provider")).toMatchObject([
      { id: "provider.docker", connection: { value: { transport: "unix", checksHostKey: false } } },
    ]);
  });
});

describe("a plan that would lose data", () => {
  const found = (edit: (changes: Change[]) => void) => {
    const json = plan();
    edit(json.resource_changes);
    return evaluate([planPlatform(json, "plan.json")], CATALOGUE).findings.filter(({ rule }) => rule.on === "volume");
  };
  const changeOf = (changes: Change[], address: string) => changes.find((one) => one.address === address)!.change;

  it("is found, whether the volume is replaced or deleted together with its container", () => {
    const replaced = found((changes) => {
      changeOf(changes, "docker_volume.data")["actions"] = ["delete", "create"];
    });
    const deleted = found((changes) => {
      for (const address of ["docker_volume.data", "docker_container.database"]) {
        const change = changeOf(changes, address);
        const image = address === "docker_container.database" ? { image: "postgres:17.2" } : {};
        Object.assign(change, { actions: ["delete"], before: { ...(change["after"] as Json), ...image }, after: null });
      }
    });
    expect(
      [replaced, deleted].map((findings) => findings.map(({ rule, subject }) => `${rule.id} ${subject.id}`)),
    ).toEqual([["BWK-volume-change docker_volume.data"], ["BWK-volume-change docker_volume.data"]]);
  });

  it("is none while nothing happens to the volume", () => {
    expect(found(() => undefined)).toEqual([]);
  });
});

describe("what is hardly a plan", () => {
  it.each([[{}], [[]], ["plan"], [null], [{ version: 4, serial: 1, resources: [] }]])(
    "%j is refused by name",
    (json) => {
      expect(() => planPlatform(json, "plan.json")).toThrow(/^plan\.json is no plan/);
    },
  );

  it.each([
    { planned_values: {} },
    { resource_changes: null, planned_values: null },
    { resource_changes: [null, 5, {}, { mode: "managed", type: "docker_container", change: null }] },
    { resource_changes: [], configuration: { root_module: { resources: [{}], module_calls: { a: null } } } },
    { resource_changes: [], configuration: { provider_config: { docker: null, aws: { expressions: 5 } } } },
  ])("%j is read without a crash", (json) => {
    expect(() => planPlatform(json, "plan.json")).not.toThrow();
  });

  it("values alone are read where no changes are given", () => {
    const values = { image: "nginx:1.27.3", privileged: true };
    const resource = { address: "module.a.docker_container.x", mode: "managed", type: "docker_container", values };
    const json = { planned_values: { root_module: { child_modules: [{ resources: [resource] }] } } };
    expect(subjectsOf(planPlatform(json, "plan.json"), "container")).toMatchObject([
      { id: "module.a.docker_container.x", privileged: declared(true) },
    ]);
  });
});
