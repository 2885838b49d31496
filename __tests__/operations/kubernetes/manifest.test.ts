import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { besideFile, readKubernetesManifest, type KubernetesManifest } from "../../../operations/kubernetes/manifest";

const folder = mkdtempSync(join(tmpdir(), "bulwark-manifest-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MANIFEST: KubernetesManifest = {
  target: "kubernetes",
  environment: "shop",
  kubeconfig: "~/.kube/shop",
  context: "prod",
  namespaces: ["shop"],
  releases: [],
  secrets: [
    {
      name: "haproxy",
      namespace: "shop",
      files: { certificate: { name: "way-in-certificate", kind: "certificate" as never, givenFile: "tls/shop.pem" } },
    },
  ],
  routes: [],
  leftOut: [],
};

function written(manifest: object): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ "//": { bulwark: manifest } }));
  return folder;
}

it("reads what the target left in the stack", () => {
  expect(readKubernetesManifest(written(MANIFEST))).toEqual(MANIFEST);
});

it.each([
  ["a key that nobody wrote", { ...MANIFEST, extra: 1 }, 'Unrecognized key: "extra"'],
  ["another target", { ...MANIFEST, target: "docker" }, "target: "],
  ["a name that Kubernetes does not take", { ...MANIFEST, namespaces: ["Shop"] }, "must be a name in Kubernetes"],
])("refuses %s", (_what, manifest, said) => {
  expect(() => readKubernetesManifest(written(manifest))).toThrow(said);
});

it("finds given files beside the YAML, and the kubeconfig in the home of whoever applies", () => {
  const found = besideFile(MANIFEST, "/projects/shop/environments/shop.yaml");
  expect(found.kubeconfig).toBe(join(homedir(), ".kube/shop"));
  expect(found.secrets[0]!.files.certificate!.givenFile).toBe("/projects/shop/environments/tls/shop.pem");
});

it("leaves a kubeconfig with a whole path, and none, as they are", () => {
  expect(besideFile({ ...MANIFEST, kubeconfig: "/etc/shop" }, "/a.yaml").kubeconfig).toBe("/etc/shop");
  expect(besideFile({ ...MANIFEST, kubeconfig: undefined }, "/a.yaml").kubeconfig).toBeUndefined();
});
