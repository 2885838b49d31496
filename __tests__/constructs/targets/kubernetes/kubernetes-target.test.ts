import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Redis } from "../../../../constructs/components/redis";
import { ServiceLayer } from "../../../../constructs/components/service-layer";
import { DockerTarget } from "../../../../constructs/targets/docker";
import { KubernetesTarget } from "../../../../constructs/targets/kubernetes";
import { CLUSTER, synthesizedForKubernetes } from "../../../support/constructs/both-targets";
import { FakeComponent } from "../../../support/constructs/fake-component";
import { OWN_IMAGE } from "../../../support/constructs/images";
import { declareEverything } from "../../../support/constructs/platforms";

interface StackText {
  readonly terraform: { readonly required_providers: object };
  readonly provider: { readonly helm: readonly object[] };
  readonly resource?: { readonly helm_release: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  readonly "//": { readonly bulwark: { readonly environment: string; readonly leftOut: readonly string[] } };
}

/** What a stranger's stack becomes. */
function theirs(declare: (stack: TerraformStack) => void): StackText {
  const outdir = mkdtempSync(join(tmpdir(), "bulwark-theirs-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    declare(new TerraformStack(app, "theirs"));
    app.synth();
    return JSON.parse(readFileSync(join(outdir, "stacks", "theirs", "cdk.tf.json"), "utf8")) as StackText;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const target = (scope: Construct, more: object = {}) =>
  new KubernetesTarget(scope, "kubernetes", { cluster: CLUSTER, ...more });

const everything = synthesizedForKubernetes(declareEverything);
const { namespaces, ...releases } = everything.json.resource.helm_release;
const text = everything.json as unknown as StackText;

describe("the Kubernetes target", () => {
  it("asks for the oldest provider that works, whatever its bindings name", () => {
    expect(text.terraform.required_providers).toEqual({
      helm: { source: "helm", version: ">= 1.3.2, < 4.0.0" },
    });
  });

  it("names its provider and a context that nobody can change behind it, and every release says so", () => {
    expect(text.provider.helm).toEqual([
      { alias: "kubernetes", kubernetes: { config_path: "~/.kube/config", config_context: "test" } },
    ]);
    const all = Object.values(everything.json.resource.helm_release);
    expect(new Set(all.map(({ provider }) => provider))).toEqual(new Set(["helm.kubernetes"]));
  });

  it("undoes a release that is not ready in time, and keeps five of each", () => {
    const all = Object.values(everything.json.resource.helm_release);
    expect(all.length).toBeGreaterThan(10);
    for (const release of all) {
      expect(release).toMatchObject({ atomic: true, wait: true, max_history: 5 });
    }
  });

  it("waits for 300 seconds, or as long as a start or a job before it may take", () => {
    for (const [id, { timeout }] of Object.entries(releases)) {
      const { server, hooks } = everything.workloads[id.replace("platform_", "")]!;
      const start = server.startup.failureThreshold * server.startup.periodSeconds;
      const longest = Math.max(300, start, ...hooks.map(({ deadlineSeconds }) => deadlineSeconds));
      expect(timeout).toBeGreaterThanOrEqual(longest);
      expect(timeout).toBeLessThanOrEqual(longest + 60);
    }
    expect(new Set(Object.values(releases).map(({ timeout }) => timeout)).size).toBeGreaterThan(1);
    expect(namespaces!["timeout"]).toBe(300);
  });

  it("makes the namespaces first, in a release that is in none of them", () => {
    expect(namespaces).toMatchObject({
      name: "test-namespaces",
      namespace: "default",
      chart: "./charts/namespaces",
    });
    expect(namespaces!["depends_on"]).toBeUndefined();
    for (const release of Object.values(releases)) {
      expect(release).toMatchObject({ chart: "./charts/workload", depends_on: ["helm_release.namespaces"] });
    }
  });

  it("gives each component a release of its own, by its name and in its namespace", () => {
    const made = Object.values(releases).map(({ name, namespace }) => `${namespace as string}/${name as string}`);
    const listed = everything.manifest.releases.map(({ namespace, component }) => `${namespace}/${component}`);
    expect(made.sort()).toEqual(listed.sort());
  });

  it("takes other cluster's words: kubeconfig, domain, time to become ready", () => {
    const cluster = { ...CLUSTER, kubeconfig: "/etc/kube", domain: "other.internal", timeoutSeconds: 45 };
    const { json, workloads } = synthesizedForKubernetes(declareEverything, cluster);
    expect((json as unknown as StackText).provider.helm).toEqual([
      { alias: "kubernetes", kubernetes: { config_path: "/etc/kube", config_context: "test" } },
    ]);
    const all = Object.values(json.resource.helm_release);
    expect(new Set(all.map(({ timeout }) => timeout))).toEqual(new Set([45]));
    const configuration = workloads["haproxy"]!.prepare[0]!.files["haproxy.cfg"];
    expect(configuration).toContain("gateway-replicas.test.svc.other.internal");
    expect(JSON.stringify(workloads)).not.toContain("cluster.local");
  });

  it("works in a stranger's stack, also below scopes of its own", () => {
    const { resource } = theirs((stack) => {
      target(stack);
      const redis = new Redis(new Construct(stack, "Data Stores"), "redis");
      new ServiceLayer(stack, "api", { image: OWN_IMAGE, port: 8080, uses: [redis] });
    });
    expect(Object.keys(resource!.helm_release).sort()).toEqual(["Data_Stores_redis", "api", "namespaces"]);
  });

  it("takes the stack's name for the environment's, and says what was left out", () => {
    const { bulwark } = theirs((stack) => target(stack, { leftOut: ["a page: no reason"] }))["//"];
    expect(bulwark).toMatchObject({ environment: "theirs", leftOut: ["a page: no reason"] });
    const named = theirs((stack) => target(stack, { environment: "shop" }))["//"];
    expect(named.bulwark.environment).toBe("shop");
  });

  it("refuses an environment that cannot be part of a name", () => {
    expect(() => theirs((stack) => target(stack, { environment: "My Shop" }))).toThrow(
      "'My Shop' is not a valid name for a environment",
    );
  });

  it("refuses to be the second target of a scope, and lets no other be it", () => {
    const said = "'theirs' has a target already; a scope has one target, give the second a scope of its own";
    const second = () =>
      theirs((stack) => {
        target(stack);
        new KubernetesTarget(stack, "other", { cluster: CLUSTER });
      });
    const docker = () =>
      theirs((stack) => {
        target(stack);
        new DockerTarget(stack, "docker");
      });
    expect(second).toThrow(said);
    expect(docker).toThrow(said);
  });

  it("is one of two in a stack, each with a scope of its own", () => {
    const both = theirs((stack) => {
      const [here, there] = [new Construct(stack, "here"), new Construct(stack, "there")];
      target(here);
      new DockerTarget(there, "docker");
      new FakeComponent(here, "api");
      new FakeComponent(there, "store");
    });
    expect(Object.keys(both.resource!.helm_release).sort()).toEqual(["here_api", "namespaces"]);
    expect(Object.keys(both.resource!)).toContain("docker_container");
  });
});
