import { unknownImage } from "./errors";
import { Image } from "./image";

/** The images that Bulwark's own components run. */
export const IMAGE_NAMES = [
  "alertmanager",
  "blackbox-exporter",
  "grafana",
  "haproxy",
  "lego",
  "node-exporter",
  "pgbouncer",
  "postgres",
  "postgres-exporter",
  "prometheus",
  "redis",
  "redis-exporter",
  "reference-service",
  "restic",
] as const;

export type ImageName = (typeof IMAGE_NAMES)[number];

/** Another image in place of a listed one: rebuilt, scanned or mirrored, so that its digest is not upstream's. */
export interface ImagePin {
  /** By tag or digest, taken as it is written. */
  readonly image: string;
  /** Numeric uid:gid. @default - the listed image's */
  readonly user?: string;
  /** Version of the program inside. @default - the tag where it starts with a number, else the listed image's */
  readonly version?: string;
}

export interface UpstreamOptions {
  /** Mirror that takes the place of docker.io. @default - docker.io */
  readonly registry?: string;
  /** @default - the listed images alone */
  readonly pins?: Partial<Readonly<Record<ImageName, ImagePin>>>;
}

interface Listed {
  readonly reference: string;
  readonly user: string;
  readonly version: string;
  readonly withoutDigest?: string;
}

/**
 * The upstream images, each listed once, by tag and digest. Users are the numeric ones of the image's own account:
 * `USER nobody` is not provably other than root to a verifier.
 */
const UPSTREAM: Readonly<Record<Exclude<ImageName, "reference-service">, Listed>> = {
  alertmanager: {
    reference:
      "docker.io/prom/alertmanager:v0.34.1@sha256:e9733bafb1bdef9b00e25a21f8f99dc26a22224bf16641ad754d1649f4c3357a",
    user: "65534:65534",
    version: "0.34.1",
  },
  "blackbox-exporter": {
    reference:
      "docker.io/prom/blackbox-exporter:v0.28.0@sha256:e753ff9f3fc458d02cca5eddab5a77e1c175eee484a8925ac7d524f04366c2fc",
    user: "65534:65534",
    version: "0.28.0",
  },
  grafana: {
    reference:
      "docker.io/grafana/grafana:13.2.3@sha256:b28bae15e219c998fb0e0424ed724930cc61b1f61fb404d47c862f9a23f9e572",
    user: "472:472",
    version: "13.2.3",
  },
  haproxy: {
    reference:
      "docker.io/library/haproxy:3.2.24-alpine3.24@sha256:d96a0d2c0c5eaeb70b20af39ae157753dda52233eb4b113b518b517239c0c9b4",
    user: "99:99",
    version: "3.2.24",
  },
  lego: {
    // From 5 on it has another command line.
    reference: "docker.io/goacme/lego:v4.35.2",
    user: "99:99",
    version: "4.35.2",
    withoutDigest: "no two public sources publish its digest; pin one that you have looked at in images.pins",
  },
  "node-exporter": {
    reference:
      "docker.io/prom/node-exporter:v1.12.1@sha256:1b4e4438faca4dd7e001dd445d161a4a2091b0fededa84093b3a8dfeae1f1be0",
    user: "65534:65534",
    version: "1.12.1",
  },
  pgbouncer: {
    reference:
      "docker.io/edoburu/pgbouncer:v1.25.2-p0@sha256:7d7a27d9e90985cab5cf42256f5c13a3120baa4b055b69df37beb272b89b2340",
    user: "70:70",
    version: "1.25.2",
  },
  postgres: {
    reference:
      "docker.io/library/postgres:17.11-alpine3.24@sha256:b0f9560a2de083e2cc7382e75f808c7381a32852a7ec49117deedb300e552b24",
    user: "70:70",
    version: "17.11",
  },
  "postgres-exporter": {
    reference:
      "quay.io/prometheuscommunity/postgres-exporter:v0.20.1@sha256:ac5ec343104fae0e2d84a27bb8d69b38430a11910c5382cad85d478d2bab713e",
    user: "65534:65534",
    version: "0.20.1",
  },
  prometheus: {
    reference:
      "docker.io/prom/prometheus:v3.15.0@sha256:efd719c99d83b060d9daefdcf00360461adf279f45ef5391f8d111892118753e",
    user: "65534:65534",
    version: "3.15.0",
  },
  redis: {
    reference:
      "docker.io/library/redis:8.10.2-alpine3.23@sha256:72cedd9603038893af961e90ac5e1a1a0d8377d5e338dbdad8fe284ea25de18f",
    user: "999:1000",
    version: "8.10.2",
  },
  "redis-exporter": {
    // The variant with a shell and wget.
    reference: "docker.io/oliver006/redis_exporter:v1.90.0-alpine",
    user: "59000:59000",
    version: "1.90.0",
    withoutDigest: "no two public sources agree on its digest; pin one that you have looked at in images.pins",
  },
  restic: {
    reference: "docker.io/restic/restic:0.19.1@sha256:136600b6ff6843d61d355f7f71f460a166429f35de6fd11b568fece3c9a4d510",
    // An account of the image: ssh runs for none that has no name.
    user: "65534:65534",
    version: "0.19.1",
  },
};

/** The Debian-built images: the users and versions that the recipes in `images/` give them. Debian has no Grafana. */
const DEBIAN: Readonly<Record<Exclude<ImageName, "grafana">, Omit<Listed, "reference">>> = {
  alertmanager: { user: "65534:65534", version: "0.25" },
  "blackbox-exporter": { user: "65534:65534", version: "0.23" },
  haproxy: { user: "99:99", version: "2.6" },
  lego: { user: "99:99", version: "4.9" },
  "node-exporter": { user: "65534:65534", version: "1.5" },
  pgbouncer: { user: "70:70", version: "1.18" },
  postgres: { user: "999:999", version: "15" },
  "postgres-exporter": { user: "65534:65534", version: "0.11" },
  prometheus: { user: "65534:65534", version: "2.42" },
  redis: { user: "999:999", version: "7.0" },
  "redis-exporter": { user: "59000:59000", version: "1.45" },
  "reference-service": { user: "10001:10001", version: "1" },
  restic: { user: "10002:10002", version: "0.14" },
};

/** Which images a target runs: the one place that knows where they come from. */
export class ImageCatalogue {
  /** The upstream images, from `registry` where a mirror is used. The reference service is built from its sources. */
  static upstream(tags: Readonly<Record<string, string>>, options: UpstreamOptions = {}): ImageCatalogue {
    const { registry, pins = {} } = options;
    const service = tags["reference-service"];
    const listed: Partial<Readonly<Record<ImageName, Listed>>> = {
      ...UPSTREAM,
      ...(service ? { "reference-service": { ...DEBIAN["reference-service"], reference: service } } : {}),
    };
    const images = IMAGE_NAMES.flatMap((name) => {
      const [pin, image] = [pins[name], listed[name]];
      if (pin) return [[name, pinned(pin, { ...DEBIAN["reference-service"], ...image })] as const];
      // What was built here has no registry.
      const mirror = name === "reference-service" ? undefined : registry;
      return image ? [[name, Image.of(mirrored(image.reference, mirror), image)] as const] : [];
    });
    return new ImageCatalogue(Object.fromEntries(images));
  }

  /** Images built from Debian packages, by the tags of `images/lock.json`. */
  static debian(tags: Readonly<Record<string, string>>): ImageCatalogue {
    const images = Object.entries(DEBIAN)
      .filter(([name]) => tags[name] !== undefined)
      .map(([name, options]): [string, Image] => [name, Image.of(tags[name]!, options)]);
    return new ImageCatalogue(Object.fromEntries(images));
  }

  private constructor(private readonly images: Readonly<Record<string, Image>>) {}

  /** The listed image of that name. @throws when no image has that name */
  image(name: string): Image {
    if (!Object.hasOwn(this.images, name)) throw unknownImage(name, Object.keys(this.images).sort());
    return this.images[name]!;
  }

  /** Whether the source of the images offers one of that name: Debian, for one, has no Grafana. */
  has(name: ImageName): boolean {
    return Object.hasOwn(this.images, name);
  }

  /** An image, a listed name, or any reference by tag or digest. It runs as `user`, where one is given. */
  resolve(wanted: string | Image, user?: string): Image {
    if (typeof wanted === "string" && /[:@]/.test(wanted)) return Image.of(wanted, { user });
    const known = typeof wanted === "string" ? this.image(wanted) : wanted;
    return user ? Image.of(known.reference, { user, version: known.version }) : known;
  }
}

const mirrored = (reference: string, registry: string | undefined) =>
  registry ? reference.replace(/^[^/]+/, registry) : reference;

function pinned({ image, user, version }: ImagePin, listed: Omit<Listed, "reference">): Image {
  const [tag] = /(?<=:)\d[\w.-]*(?=@|$)/.exec(image.replace(/^[^/]*\//, "")) ?? [];
  return Image.of(image, { user: user ?? listed.user, version: version ?? tag ?? listed.version });
}
