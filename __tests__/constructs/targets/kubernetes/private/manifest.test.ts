import { Duration, JobPhase, Schedule, VolumeContent, password, type Spec } from "../../../../../constructs/core";
import { synthesizedForKubernetes } from "../../../../support/constructs/both-targets";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import { OWN_IMAGE } from "../../../../support/constructs/images";
import { declareEverything } from "../../../../support/constructs/platforms";

const secret = (name: string) => ({ secret: password(name), path: `/run/secrets/${name}` });
const manifestOf = (spec: Partial<Spec>) =>
  synthesizedForKubernetes((scope) => new FakeComponent(scope, "store", spec)).manifest;
const job = { command: ["true"], files: [] };

describe("the manifest", () => {
  it("says where the platform is", () => {
    const { target, environment, context, kubeconfig, namespaces, leftOut } = synthesizedForKubernetes(
      (scope) => new FakeComponent(scope, "store"),
      { context: "there", kubeconfig: "/etc/kube" },
    ).manifest;
    expect({ target, environment, context, kubeconfig, namespaces, leftOut }).toEqual({
      target: "kubernetes",
      environment: "test",
      context: "there",
      kubeconfig: "/etc/kube",
      namespaces: ["test"],
      leftOut: [],
    });
  });

  it("says of a release what operations ask", () => {
    const [release] = manifestOf({
      volumes: [{ name: "data", content: VolumeContent.DATA, path: "/data" }],
      publishes: [{ hostPort: 8443, port: 443 }],
      scheduled: [{ ...job, name: "dump", schedule: Schedule.daily("03:00"), deadline: Duration.minutes(1) }],
      exceptions: [{ protection: "egress", detail: "edge", reason: "is the way in" }],
    }).releases;
    expect(release).toEqual({
      component: "store",
      path: "store",
      namespace: "test",
      address: "helm_release.store",
      kind: "StatefulSet",
      image: OWN_IMAGE,
      port: 80,
      publishes: [8443],
      schedules: ["dump: daily at 03:00 UTC"],
      keepsData: true,
      exceptions: [{ protection: "egress", detail: "edge", reason: "is the way in" }],
    });
  });

  it("says of one without data that it keeps none", () => {
    const volumes = [{ name: "socket", content: VolumeContent.SHARED, path: "/run/socket" }];
    expect(manifestOf({ volumes }).releases).toMatchObject([{ kind: "Deployment", keepsData: false }]);
  });

  it("names every Secret once, with where each of its keys comes from", () => {
    const secrets = [secret("login")];
    const { secrets: found } = manifestOf({
      secrets,
      jobs: [
        { ...job, name: "install", phase: JobPhase.BEFORE, secrets: [secret("owner")] },
        { ...job, name: "reload", phase: JobPhase.AFTER, secrets },
        { ...job, name: "migrate", phase: JobPhase.ROLL, secrets: [secret("owner")] },
      ],
      scheduled: [{ ...job, name: "dump", schedule: Schedule.hourly(0), deadline: Duration.minutes(1), secrets }],
    });
    const [login, owner] = [password("login"), password("owner")];
    expect([...found].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: "store", namespace: "test", files: { login } },
      { name: "store-dump", namespace: "test", files: { login } },
      { name: "store-keeper", namespace: "test", files: { owner, login } },
      { name: "store-migrate", namespace: "test", files: { owner } },
    ]);
  });

  it("names the resources of Terraform by the paths of the constructs", () => {
    const { manifest, json } = synthesizedForKubernetes(declareEverything);
    const addresses = manifest.releases.map(({ address }) => address.replace("helm_release.", ""));
    expect([...addresses, "namespaces"].sort()).toEqual(Object.keys(json.resource.helm_release).sort());
    expect(addresses).toContain("platform_postgres");
  });

  it("knows the routes of the way in, and who may take them", () => {
    expect(synthesizedForKubernetes(declareEverything).manifest.routes).toEqual([
      { component: "gateway", path: "/api", auth: "token" },
      { component: "hub", path: "/v1/services", auth: "none" },
      { component: "prometheus", path: "/prometheus", auth: "password" },
    ]);
  });
});
