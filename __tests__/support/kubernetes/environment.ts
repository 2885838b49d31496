import type { Outcome } from "../engine/engine";
import { textPlace } from "../leaks/file-places";
import { unpacked } from "../leaks/archive";
import type { PlantedSecret, Place } from "../leaks/search";
import type { TestProject } from "../platform/project";
import type { Cluster } from "./control-plane";
import type { KubernetesObject } from "./paths";

interface Secret extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

interface Pod extends KubernetesObject {
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** One copy of a secret: where it lies, and its value. */
export interface Copy extends PlantedSecret {
  readonly object: string;
}

/** What an environment named `shop` has in a cluster. */
export class ShopInCluster {
  static readonly file = "environments/shop.yaml";

  constructor(
    private readonly cluster: Cluster,
    private readonly project: TestProject,
  ) {}

  /** A small platform with a claim, a way in and a layer of two pods; a release has failed after 15 s. */
  async write(): Promise<void> {
    const { kubeconfig, context } = this.cluster;
    const yaml = [
      "target: kubernetes",
      `cluster: { kubeconfig: ${kubeconfig}, context: ${context}, timeoutSeconds: 15 }`,
      "platform:",
      "  redis: { purpose: store, memoryMiB: 64 }",
      "  haproxy: {}",
      "  layers:",
      `    items: { image: "registry.test/items:1", port: 8001, replicas: 2, uses: [redis], route: { path: /, auth: password } }`,
    ];
    await this.project.write(ShopInCluster.file, `${yaml.join("\n")}\n`);
  }

  edit(from: string | RegExp, to: string): Promise<void> {
    return this.project.edit(ShopInCluster.file, from, to);
  }

  up(): Promise<Outcome> {
    return this.project.bulwark("up", "shop", "--yes");
  }

  /** The images of the ready pods of a layer. */
  async readyImages(layer: string): Promise<readonly string[]> {
    const selector = `app.kubernetes.io/name%3D${layer},app.kubernetes.io/component%3Dserver`;
    const pods = await this.list<Pod>(`pods?labelSelector=${selector}`);
    const isReady = ({ status }: Pod) =>
      status.conditions?.some((one) => one.type === "Ready" && one.status === "True");
    return pods.filter(isReady).map(({ spec }) => spec.containers[0]!.image);
  }

  async names(kind: string): Promise<readonly string[]> {
    return (await this.list(kind)).map(({ metadata }) => metadata.name);
  }

  async copies(): Promise<readonly Copy[]> {
    const secrets = await this.list<Secret>("secrets?labelSelector=bulwark.environment%3Dshop");
    return secrets.flatMap(({ metadata, data = {} }) => {
      const names = JSON.parse(metadata.annotations?.["bulwark.secrets"] ?? "{}") as Record<string, string>;
      return Object.entries(data).map(([key, value]) => ({
        object: metadata.name,
        name: names[key] ?? key,
        value: Buffer.from(value, "base64").toString(),
      }));
    });
  }

  /** What Helm keeps of its releases: values, templates, manifests. */
  async helmPlaces(): Promise<readonly Place[]> {
    const records = await this.list<Secret>("secrets?labelSelector=owner%3Dhelm");
    return records.flatMap(({ metadata, data = {} }) => {
      const packed = Buffer.from(Buffer.from(data.release ?? "", "base64").toString(), "base64");
      return [textPlace(metadata.name, ""), ...unpacked({ place: metadata.name, content: packed })];
    });
  }

  /** The Secret that holds the newest revision of a release. */
  async newestRecord(release: string): Promise<string> {
    const records = await this.list(`secrets?labelSelector=owner%3Dhelm,name%3D${release}`);
    const version = ({ metadata }: KubernetesObject) => Number(metadata.labels?.version);
    return [...records].sort((a, b) => version(b) - version(a))[0]!.metadata.name;
  }

  private list<T = KubernetesObject>(kind: string): Promise<readonly T[]> {
    return this.cluster.api.list<T>(`/api/v1/namespaces/shop/${kind}`);
  }
}
