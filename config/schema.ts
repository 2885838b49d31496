import { z } from "zod";
import { IMAGE_NAMES } from "../constructs/core";
import { platformSettings } from "../constructs/platform";
import { awsSettings } from "./aws";
import { clusterSettings } from "./cluster";
import { s3State } from "./state";
import { waiverSettings } from "./waivers";

const address = z.union([z.ipv4(), z.ipv6()]);

/** An engine's address pools that nobody changed have room for 31 networks, and one of these is its own bridge. */
const DEFAULT_NETWORKS = 30;

const hostSettings = z.strictObject({
  docker: z
    .string()
    .regex(
      /^(unix:\/\/\/|tcp:\/\/|ssh:\/\/)\S+$/,
      "an engine's address: unix:///path, tcp://host:port or ssh://user@host",
    )
    .default("unix:///var/run/docker.sock")
    .describe("where the engine listens, as seen from the machine that applies"),
  publishOn: address
    .default("127.0.0.1")
    .describe("the host's address that published ports are bound to; 0.0.0.0 is all of them"),
  engine: z
    .number()
    .int()
    .min(20)
    .default(20)
    .describe("major version of the engine; 25 and newer probe faster while a container starts"),
  networks: z
    .number()
    .int()
    .min(1)
    .default(DEFAULT_NETWORKS)
    .describe(
      "networks that the engine's address pools have room for; raise it where default-address-pools was widened",
    ),
});

const imagePin = z.strictObject({
  image: z
    .string()
    .regex(
      /^[\w.-]+(:\d+)?(\/[\w.-]+)*(:\w[\w.-]*(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/,
      "an image by tag or digest, such as mirror.example.com/postgres:17.11@sha256:…",
    )
    .describe("the image by tag or, better, by digest; taken as it is written"),
  user: z
    .string()
    .regex(/^[1-9]\d*:\d+$/, "a numeric uid:gid other than 0, such as 999:999")
    .optional()
    .describe("numeric uid:gid that it runs as; the upstream image's when left out"),
  version: z
    .string()
    .regex(/^\d[\w.-]*$/, "a version such as 17.11")
    .optional()
    .describe("version of the program inside; the tag where it is a number, else the upstream image's"),
});

const imageSettings = z.strictObject({
  source: z
    .enum(["registry", "debian", "auto"])
    .default("registry")
    .describe(
      "registry: pulled; debian: built from Debian packages; auto: `up` decides once and records it (only in local)",
    ),
  registry: z
    .string()
    .regex(/^[\w.-]+(:\d+)?(\/[\w./-]+)?$/, "a registry such as mirror.example.com:5000, without a scheme")
    .optional()
    .describe("mirror that takes the place of docker.io"),
  allowed: z
    .array(
      z.string().regex(/^[\w.-]+(:\d+)?(\/[\w./-]+)?$/, "a registry such as ghcr.io, or a part of it: ghcr.io/shop"),
    )
    .min(1)
    .optional()
    .describe("registries, or parts of them, that images may come from: the rules refuse others; all when left out"),
  pins: z
    .partialRecord(z.enum(IMAGE_NAMES), imagePin)
    .optional()
    .describe("other images in place of upstream's: rebuilt, scanned, or of a mirror whose digests are its own"),
  authFile: z
    .string()
    .regex(/^(\/|~\/)./, "a path that starts with / or ~/")
    .optional()
    .describe("Docker configuration file with logins for registries, on the machine that applies"),
});

/** Everything that one YAML file may say. */
export const environmentSettings = z.strictObject({
  target: z.enum(["docker", "kubernetes"]).describe("where the platform runs"),
  hosts: z
    .strictObject({ main: hostSettings.prefault({}).describe("the host that runs everything") })
    .prefault({})
    .describe("Docker hosts, where the target is docker"),
  cluster: clusterSettings.prefault({}).describe("the cluster, where the target is kubernetes"),
  aws: awsSettings
    .optional()
    .describe("what the platform stands on in AWS; an account and a region alone make nothing there"),
  images: imageSettings.prefault({}).describe("where images come from"),
  state: z
    .union([
      z.strictObject({
        local: z.literal(true).describe("on this machine, below .bulwark/"),
        reason: z
          .string()
          .min(10, "a reason that others understand")
          .optional()
          .describe("why that is right although others reach what it manages; every report shows it"),
      }),
      z.strictObject({ s3: s3State.describe("in a bucket, with a lock file") }),
    ])
    .default({ local: true })
    .describe("where Terraform keeps its state: on this machine, or in a bucket"),
  platform: platformSettings.describe("what runs"),
  waivers: waiverSettings.describe("findings of `bulwark check` that are accepted, each by one name and up to a day"),
});

/** A valid file, with every default filled in. */
export type Settings = z.output<typeof environmentSettings>;
