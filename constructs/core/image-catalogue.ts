import { unknownImage } from "./errors";
import { Image } from "./image";

/** The images that Bulwark's own components run. */
export const IMAGE_NAMES = [
  "haproxy",
  "node-exporter",
  "postgres",
  "prometheus",
  "redis",
  "reference-service",
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
}

/**
 * The upstream images, each listed once, by tag and digest. Users are the numeric ones of the image's own account:
 * `USER nobody` is not provably other than root to a verifier.
 */
const UPSTREAM: Readonly<Record<Exclude<ImageName, "reference-service">, Listed>> = {
  haproxy: {
    reference:
      "docker.io/library/haproxy:3.2.24-alpine3.24@sha256:d96a0d2c0c5eaeb70b20af39ae157753dda52233eb4b113b518b517239c0c9b4",
    user: "99:99",
    version: "3.2.24",
  },
  "node-exporter": {
    reference:
      "docker.io/prom/node-exporter:v1.12.1@sha256:1b4e4438faca4dd7e001dd445d161a4a2091b0fededa84093b3a8dfeae1f1be0",
    user: "65534:65534",
    version: "1.12.1",
  },
  postgres: {
    reference:
      "docker.io/library/postgres:17.11-alpine3.24@sha256:b0f9560a2de083e2cc7382e75f808c7381a32852a7ec49117deedb300e552b24",
    user: "70:70",
    version: "17.11",
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
};

/** The Debian-built images: the users and versions that the recipes in `images/` give them. */
const DEBIAN: Readonly<Record<ImageName, Omit<Listed, "reference">>> = {
  haproxy: { user: "99:99", version: "2.6" },
  "node-exporter": { user: "65534:65534", version: "1.5" },
  postgres: { user: "999:999", version: "15" },
  prometheus: { user: "65534:65534", version: "2.42" },
  redis: { user: "999:999", version: "7.0" },
  "reference-service": { user: "10001:10001", version: "1" },
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
      if (pin) return [[name, pinned(pin, { ...DEBIAN[name], ...image })] as const];
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

  /** A listed name, or any reference by tag or digest. It runs as `user`, where one is given. */
  resolve(nameOrReference: string, user?: string): Image {
    if (/[:@]/.test(nameOrReference)) return Image.of(nameOrReference, { user });
    const listed = this.image(nameOrReference);
    return user ? Image.of(listed.reference, { user, version: listed.version }) : listed;
  }
}

const mirrored = (reference: string, registry: string | undefined) =>
  registry ? reference.replace(/^[^/]+/, registry) : reference;

function pinned({ image, user, version }: ImagePin, listed: Omit<Listed, "reference">): Image {
  const [tag] = /(?<=:)\d[\w.-]*(?=@|$)/.exec(image.replace(/^[^/]*\//, "")) ?? [];
  return Image.of(image, { user: user ?? listed.user, version: version ?? tag ?? listed.version });
}
