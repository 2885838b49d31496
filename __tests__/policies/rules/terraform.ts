import { byDefault, declared, unknown } from "../../../policies/facts/fact";
import { casesOf } from "../../support/policies/cases";
import { backend, cloud, connection, engine, platformWith, release, stack } from "../../support/policies/terraform";

const ON_DISK = { backend: declared(backend({ type: "local", place: "/srv/terraform.tfstate", encrypted: false })) };
const kept = (other: Parameters<typeof backend>[0]) => ({ backend: declared(backend(other)) });
const fetches = (name: string, version?: string) => ({ requirements: declared([{ name, version }]) });
const reads = (place: string) => ({ remoteStates: declared([{ address: "data.terraform_remote_state.x", place }]) });
const OPEN_STORE = { type: "http", place: "https://state.example.com", encrypted: undefined, locked: undefined };
const reached = (other: Parameters<typeof connection>[0]) => ({ connection: declared(connection(other)) });
const LOCAL_ENGINE = reached({ transport: "unix", address: "unix:///var/run/docker.sock" });

export const stackCases = casesOf("stack", stack, {
  "BWK-state-on-disk": {
    breaks: [
      [ON_DISK, "keeps its state on one disk (/srv/terraform.tfstate)"],
      [
        { backend: byDefault(backend({ type: "none" })), beside: [cloud()] },
        "keeps its state in the working folder: no backend, by default",
      ],
      [{ ...ON_DISK, beside: [engine()] }, "keeps its state on one disk (/srv/terraform.tfstate)"],
      [
        { ...ON_DISK, beside: [engine(LOCAL_ENGINE), release()] },
        "keeps its state on one disk (/srv/terraform.tfstate)",
      ],
    ],
    keeps: [{}],
    notApplicable: [{ ...ON_DISK, beside: [engine(LOCAL_ENGINE)] }],
    cannotTell: [
      [
        { ...ON_DISK, beside: [engine({ connection: unknown("expression") })] },
        "whether its state may lie on this machine cannot be told: its engine is an expression",
      ],
    ],
  },
  "BWK-state-encryption": {
    breaks: [[kept({ encrypted: false }), "keeps its state unencrypted (s3://state/shop/shop-data.tfstate)"]],
    keeps: [kept({ type: "gcs" })],
    notApplicable: [ON_DISK],
    cannotTell: [[kept(OPEN_STORE), "what is behind a backend of type 'http' decides whether it encrypts"]],
  },
  "BWK-state-lock": {
    breaks: [[kept({ locked: false }), "does not lock its state (s3://state/shop/shop-data.tfstate)"]],
    keeps: [ON_DISK],
    cannotTell: [[kept(OPEN_STORE), "what is behind a backend of type 'http' decides whether it locks"]],
  },
  "BWK-state-keys": {
    breaks: [[kept({ hasStaticKeys: true }), "has keys written into its s3 backend"]],
    keeps: [{}],
  },
  "BWK-state-endpoint": {
    breaks: [[kept({ endpoints: ["s3"] }), "reaches its state at an address of this machine or in clear text: s3"]],
    keeps: [{}],
  },
  "BWK-state-shared": {
    breaks: [[{ elsewhere: [platformWith({})] }, "has the state of shop-network (s3://state/shop/shop-data.tfstate)"]],
    keeps: [
      { elsewhere: [platformWith({ backend: declared(backend({ place: "s3://state/shop/shop-network.tfstate" })) })] },
    ],
  },
  "BWK-version-constraints": {
    breaks: [
      [fetches("aws"), "fetches whatever is the newest of: aws"],
      [fetches("aws", ">= 5"), "fetches whatever is the newest of: aws >= 5"],
      [fetches("module.network", "main"), "fetches whatever is the newest of: module.network main"],
    ],
    keeps: [fetches("helm", ">= 1.3.2, < 4.0.0"), fetches("aws", "5.100.0"), fetches("module.network", "v1.2.0")],
  },
  "BWK-foreign-state": {
    breaks: [
      [
        reads("s3://state/blog/blog-network.tfstate"),
        "reads the state of another environment: data.terraform_remote_state.x (s3://state/blog/blog-network.tfstate)",
      ],
      [
        { ...kept({ place: "s3://state/app/prod.tfstate" }), ...reads("s3://state/network/staging.tfstate") },
        "reads the state of another environment: data.terraform_remote_state.x (s3://state/network/staging.tfstate)",
      ],
    ],
    keeps: [
      reads("s3://state/shared/dns.tfstate"),
      reads("s3://other/network.tfstate"),
      { ...kept({ place: "s3://state/app/production.tfstate" }), ...reads("s3://state/network/prod.tfstate") },
    ],
  },
  "BWK-provisioners": {
    breaks: [
      [
        { provisioners: declared(["null_resource.b", "null_resource.a"]) },
        "runs provisioners in null_resource.a, null_resource.b",
      ],
    ],
    keeps: [{}],
  },
  "BWK-outside-data": {
    breaks: [[{ outsideData: declared(["data.http.ip"]) }, "asks others while it plans: data.http.ip"]],
    keeps: [{}],
  },
});

export const cloudCases = casesOf("provider", cloud, {
  "BWK-provider-endpoints": {
    breaks: [[{ endpoints: declared(["sqs", "s3"]) }, "has other addresses for s3, sqs"]],
    keeps: [{ endpoints: byDefault([]) }],
    notApplicable: [{ type: "google" }],
  },
  "BWK-provider-accounts": {
    breaks: [[{ allowedAccounts: byDefault([]) }, "may touch any account, by default"]],
    keeps: [{}],
    notApplicable: [{ type: "google" }],
  },
  "BWK-provider-keys": {
    breaks: [[{ hasStaticKeys: declared(true) }, "has keys written into its configuration"]],
    keeps: [{}],
  },
});

export const engineCases = casesOf("provider", engine, {
  "BWK-engine-transport": {
    breaks: [
      [
        reached({ transport: "tcp", address: "tcp://192.0.2.10:2375" }),
        "reaches its engine without certificates (tcp://192.0.2.10:2375)",
      ],
    ],
    keeps: [LOCAL_ENGINE, reached({ transport: "tls", address: "tcp://192.0.2.10:2376" })],
    notApplicable: [{ type: "aws" }],
  },
  "BWK-engine-host-key": {
    breaks: [[reached({ checksHostKey: false }), "does not check the key of its host (ssh://192.0.2.10)"]],
    keeps: [{}],
    notApplicable: [LOCAL_ENGINE, { type: "aws" }],
  },
});

export const releaseCases = casesOf("release", release, {
  "BWK-release-version": {
    breaks: [
      [{ version: declared("") }, "fetches whatever version is the newest"],
      [{ version: declared(">= 1.0") }, "fetches whatever version is the newest (>= 1.0)"],
    ],
    keeps: [{ version: declared("~1.4") }, { version: declared("1.x") }],
    notApplicable: [{ chartIsLocal: declared(true), version: byDefault("") }],
  },
  "BWK-release-atomic": {
    breaks: [[{ atomic: byDefault(false) }, "stays as it is when it fails halfway, by default"]],
    keeps: [{}],
  },
  "BWK-release-wait": {
    breaks: [[{ wait: declared(false) }, "counts as done before anything runs"]],
    keeps: [{ wait: byDefault(true) }],
  },
  "BWK-release-repository": {
    breaks: [
      [
        { repository: declared("http://charts.example.com") },
        "fetches its chart in clear text (http://charts.example.com)",
      ],
    ],
    keeps: [{ repository: declared("oci://registry.example.com/charts") }, { repository: byDefault("") }],
  },
  "BWK-release-secrets": {
    breaks: [[{ secretValues: declared(["b.token", "a.password"]) }, "has secrets in its values: a.password, b.token"]],
    keeps: [{}],
  },
  "BWK-release-values": {
    breaks: [[{ strangeValues: declared(["replica"]) }, "has values that its chart does not know: replica"]],
    keeps: [{}],
  },
});
