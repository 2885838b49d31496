import type { Construct } from "constructs";
import { HAProxy } from "../../../../constructs/components/haproxy";
import { ServiceLayer } from "../../../../constructs/components/service-layer";
import { RouteAuth } from "../../../../constructs/core";
import type { Cluster, WayInService } from "../../../../constructs/targets/kubernetes";
import { CLUSTER, synthesizedForKubernetes } from "../../../support/constructs/both-targets";
import { OWN_IMAGE } from "../../../support/constructs/images";

const declare = (scope: Construct) => {
  new HAProxy(scope, "haproxy", { hosts: ["shop.example.com", "192.0.2.1"] });
  new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, route: { path: "/api", auth: RouteAuth.TOKEN } });
};
const given = (scope: Construct) => {
  new HAProxy(scope, "haproxy", { hosts: ["shop.example.com"], certificateFile: "shop.pem" });
};

const on = (more: Partial<Cluster>, what = declare) => synthesizedForKubernetes(what, { ...CLUSTER, ...more });
const serviceWith = (wayIn?: WayInService) => on(wayIn ? { wayIn } : {}).workloads["haproxy"]!.service!;
const keysOf = ({ manifest }: ReturnType<typeof on>) =>
  manifest.secrets.flatMap(({ name, files }) => Object.keys(files).map((file) => `${name} ${file}`)).sort();

const PORTS = [
  { name: "p8443", port: 8443, targetPort: "p8443" },
  { name: "p8080", port: 8080, targetPort: "p8080" },
];

describe("the way in of a cluster", () => {
  it("is a load balancer unless it says otherwise", () => {
    expect(serviceWith()).toEqual({ type: "LoadBalancer", ports: PORTS });
  });

  it.each(["LoadBalancer", "NodePort", "ClusterIP"] as const)("may be a %s", (type) => {
    expect(serviceWith({ type })).toEqual({ type, ports: PORTS });
  });

  it("says what the cloud's controller reads", () => {
    const annotations = { "service.beta.kubernetes.io/aws-load-balancer-type": "nlb" };
    expect(serviceWith({ annotations })).toEqual({ type: "LoadBalancer", ports: PORTS, annotations });
  });

  it("limits whom a load balancer lets in, which no other kind of Service can", () => {
    const sourceRanges = ["192.0.2.0/24"];
    expect(serviceWith({ sourceRanges })).toMatchObject({ type: "LoadBalancer", sourceRanges });
    for (const type of ["NodePort", "ClusterIP"] as const) {
      expect(serviceWith({ type, sourceRanges })).toEqual({ type, ports: PORTS });
    }
  });

  it("is not how anything else is reached", () => {
    const { workloads } = on({ wayIn: { type: "NodePort", annotations: { some: "thing" } } });
    expect(workloads["api"]!.service).toEqual({
      type: "ClusterIP",
      ports: [{ name: "p8080", port: 8080, targetPort: "p8080" }],
    });
  });
});

describe("logins for registries", () => {
  it("are named by every release", () => {
    const { workloads } = on({ pullSecrets: ["mirror", "other"] });
    expect(Object.values(workloads).map(({ pullSecrets }) => pullSecrets)).toEqual([
      ["mirror", "other"],
      ["mirror", "other"],
    ]);
    expect(on({}).workloads["api"]!.pullSecrets).toEqual([]);
  });
});

describe("External Secrets", () => {
  const { manifest, workloads } = on({ externalSecrets: { store: "vault" } });

  it("fill every Secret, so that nobody else is asked to", () => {
    expect(manifest.secrets).toEqual([]);
    for (const { externalSecrets } of Object.values(workloads)) {
      expect(externalSecrets).toEqual({ store: "vault", storeKind: "ClusterSecretStore", refreshSeconds: 3600 });
    }
  });

  it("change nothing about what the containers name", () => {
    const plain = on({});
    expect(plain.manifest.secrets.length).toBeGreaterThan(0);
    expect(workloads["haproxy"]!.server.secret).toEqual(plain.workloads["haproxy"]!.server.secret);
    expect(plain.workloads["haproxy"]!.externalSecrets).toBeUndefined();
  });

  it("may come from a store of the namespace", () => {
    const { haproxy } = on({ externalSecrets: { store: "vault", kind: "SecretStore" } }).workloads;
    expect(haproxy!.externalSecrets).toMatchObject({ storeKind: "SecretStore" });
  });
});

describe("cert-manager", () => {
  const issued = on({ certManager: { issuer: "letsencrypt" } });

  it("issues the certificate of the way in, for names alone, as the file that it is elsewhere", () => {
    expect(issued.workloads["haproxy"]!.certificate).toEqual({
      secretName: "haproxy-certificate",
      issuer: "letsencrypt",
      issuerKind: "ClusterIssuer",
      hosts: ["shop.example.com"],
      file: "way-in-certificate",
    });
    expect(issued.workloads["api"]!.certificate).toBeUndefined();
  });

  it("leaves nobody to be asked for that certificate, and for nothing less", () => {
    const [without, withIt] = [keysOf(on({})), keysOf(issued)];
    const gone = without.filter((key) => !withIt.includes(key));
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.filter((key) => !key.endsWith(" way-in-certificate"))).toEqual([]);
    expect(withIt.length).toBeGreaterThan(0);
  });

  it("may be an issuer of the namespace", () => {
    const { haproxy } = on({ certManager: { issuer: "own", kind: "Issuer" } }).workloads;
    expect(haproxy!.certificate).toMatchObject({ issuer: "own", issuerKind: "Issuer" });
  });

  it("leaves a certificate alone that somebody gave", () => {
    const own = on({ certManager: { issuer: "letsencrypt" } }, given);
    expect(own.workloads["haproxy"]!.certificate).toBeUndefined();
    expect(keysOf(own)).toEqual(keysOf(on({}, given)));
  });
});

describe("the Prometheus operator", () => {
  it("is told of every component with metrics", () => {
    const { workloads } = on({ serviceMonitors: true });
    expect(workloads["haproxy"]!.serviceMonitor).toEqual({ path: "/metrics", port: "p8404", intervalSeconds: 15 });
    expect(workloads["api"]!.serviceMonitor).toEqual({ path: "/metrics", port: "p8080", intervalSeconds: 15 });
  });

  it("is told of none where the cluster has no such operator", () => {
    expect(Object.values(on({}).workloads).flatMap(({ serviceMonitor }) => serviceMonitor ?? [])).toEqual([]);
  });

  it("asks a port that the server has, which its headless Service has too", () => {
    for (const { server, serviceMonitor } of Object.values(on({ serviceMonitors: true }).workloads)) {
      expect(server.ports.map(({ name }) => name)).toContain(serviceMonitor!.port);
    }
  });
});
