import type { Environment } from "../../../config";
import { refuseDockerOptions, refuseOnKubernetes } from "../../../operations/kubernetes/instead";

const environment = (target: string, cluster: object = {}) =>
  ({ name: "shop", settings: { target, cluster } }) as unknown as Environment;

it("hands over a command that can be typed, with context and namespace", () => {
  const refused = () =>
    refuseOnKubernetes(environment("kubernetes", { context: "prod", kubeconfig: "~/.kube/shop" }), "logs", "items");
  expect(refused).toThrow(
    "'bulwark logs' does not exist where the target is kubernetes\n" +
      "Instead: kubectl --kubeconfig ~/.kube/shop --context prod -n shop logs -l app.kubernetes.io/name=items --all-containers --prefix --tail=100",
  );
  expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
});

it("takes the environment's name for a context that nobody chose", () => {
  expect(() => refuseOnKubernetes(environment("kubernetes"), "rollback", "items")).toThrow(
    "helm --kube-context shop -n shop rollback items",
  );
});

it("does nothing on Docker", () => {
  expect(() => refuseOnKubernetes(environment("docker"), "logs")).not.toThrow();
});

describe("an option of `up` that only a Docker host knows", () => {
  it("is refused, not ignored", () => {
    expect(() => refuseDockerOptions({ images: "debian", adopt: false })).toThrow(
      "'bulwark up --images debian' does not exist where the target is kubernetes",
    );
    expect(() => refuseDockerOptions({ adopt: true })).toThrow("'bulwark up --adopt' does not exist");
  });

  it("that is not given is no matter", () => {
    expect(() => refuseDockerOptions({ adopt: false })).not.toThrow();
  });
});
