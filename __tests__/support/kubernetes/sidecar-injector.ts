import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { IncomingMessage, ServerResponse } from "node:http";
import { issued, newAuthority } from "../../../operations/secrets/certificate-authority";
import type { Cluster } from "./control-plane";

const WEBHOOKS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
const NAME = "injector.bulwark.test";

/** As a service mesh does it: every new pod of a namespace gets a container, which `restricted` does not allow. */
export class SidecarInjector {
  static async into(cluster: Cluster, namespace: string): Promise<SidecarInjector> {
    const authority = await newAuthority("test", new Date());
    const { certificate, key } = await issued(authority, ["127.0.0.1"], new Date());
    const server = createServer({ cert: certificate, key }, (request, response) => void answer(request, response));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const caBundle = Buffer.from(authority.certificate).toString("base64");
    await cluster.api.post(WEBHOOKS, configuration(namespace, { url, caBundle }));
    return new SidecarInjector(cluster, server);
  }

  private constructor(
    private readonly cluster: Cluster,
    private readonly server: Server,
  ) {}

  async remove(): Promise<void> {
    await this.cluster.api.delete(`${WEBHOOKS}/${NAME}`);
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/ */
function configuration(namespace: string, clientConfig: object) {
  const webhook = {
    name: NAME,
    clientConfig,
    rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    admissionReviewVersions: ["v1"],
    sideEffects: "None",
  };
  const kind = "MutatingWebhookConfiguration";
  return { apiVersion: "admissionregistration.k8s.io/v1", kind, metadata: { name: NAME }, webhooks: [webhook] };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const part of request) body += String(part);
  const { request: asked } = JSON.parse(body) as { readonly request: { readonly uid: string } };
  const proxy = { name: "proxy", image: "registry.test/proxy:1" };
  const patch = JSON.stringify([{ op: "add", path: "/spec/containers/-", value: proxy }]);
  const said = { uid: asked.uid, allowed: true, patchType: "JSONPatch", patch: Buffer.from(patch).toString("base64") };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response: said }));
}
