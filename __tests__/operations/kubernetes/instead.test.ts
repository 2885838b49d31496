import type { Environment } from "../../../config";
import { refuseOnKubernetes } from "../../../operations/kubernetes/instead";

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
