import type { Environment } from "../../config";
import { DockerStack } from "../../stacks/docker-stack";
import type { PlatformStackProps } from "../../stacks/platform";
import { environmentOf } from "../support/constructs/environments";
import { containerOf, manifestOf, synthesizedStack } from "../support/constructs/synthesized";

const BUILT = { redis: "bulwark/redis:7.0-0123", "reference-service": "bulwark/service:1-4567" };

const stackOf = (environment: Environment, props: Partial<PlatformStackProps> = {}) =>
  synthesizedStack((app) => new DockerStack(app, environment.name, { environment, builtImages: BUILT, ...props }));

const stackWith = (settings: object, props?: Partial<PlatformStackProps>) =>
  stackOf(environmentOf("shop", settings), props);

const S3 = { bucket: "shop-state", region: "eu-west-1" };
const REDIS = { platform: { redis: {} } };

describe("the state of a stack", () => {
  it("lies on this machine at a relative path, so that the output does not depend on the folder", () => {
    expect(stackWith({}).terraform.backend).toEqual({ local: { path: "../../../.bulwark/shop/shop.tfstate" } });
  });

  it("lies in a bucket: encrypted, locked, under a key of its own", () => {
    expect(stackWith({ state: { s3: S3 } }).terraform.backend).toEqual({
      s3: { ...S3, key: "shop/shop.tfstate", encrypt: true, use_lockfile: true },
    });
  });

  it("lies where the settings say", () => {
    const s3 = { ...S3, key: "else/where.tfstate", kmsKeyId: "alias/state" };
    expect(stackWith({ state: { s3 } }).terraform.backend?.["s3"]).toMatchObject({
      key: "else/where.tfstate",
      kms_key_id: "alias/state",
    });
  });

  it("lies with another service than AWS, which AWS is then not asked about", () => {
    const s3 = { ...S3, endpoint: "https://minio.example.com:9000" };
    expect(stackWith({ state: { s3 } }).terraform.backend?.["s3"]).toEqual({
      ...S3,
      key: "shop/shop.tfstate",
      encrypt: true,
      use_lockfile: true,
      endpoints: { s3: "https://minio.example.com:9000" },
      use_path_style: true,
      skip_credentials_validation: true,
      skip_region_validation: true,
      skip_requesting_account_id: true,
      skip_s3_checksum: true,
    });
  });
});

describe("the host of a stack", () => {
  it("is the one of the settings", () => {
    const stack = stackWith({ hosts: { main: { docker: "ssh://deploy@clu" } } });
    expect(stack.provider.docker).toEqual([{ alias: "docker", host: "ssh://deploy@clu" }]);
  });

  it("publishes on the address of the settings", () => {
    const stack = stackWith({ hosts: { main: { publishOn: "10.0.0.5" } }, platform: { haproxy: {} } });
    expect(containerOf(stack, "platform_haproxy").ports?.map(({ ip }) => ip)).toEqual(["10.0.0.5", "10.0.0.5"]);
  });

  it("is spoken to through a provider of at least 4.6", () => {
    expect(stackWith({}).terraform.required_providers["docker"]?.version).toBe("~> 4.6");
  });
});

describe("the images of a stack", () => {
  const imageWith = (images: object, props?: Partial<PlatformStackProps>) =>
    containerOf(stackWith({ images, ...REDIS }, props), "platform_redis").image;

  it("are pulled unless the settings say otherwise", () => {
    expect(imageWith({})).toMatch(/^docker\.io\/library\/redis:/);
  });

  it("are built from Debian packages where they say so", () => {
    expect(imageWith({ source: "debian" })).toBe("bulwark/redis:7.0-0123");
  });

  it("are what `up` decided, where the settings let it decide", () => {
    expect(imageWith({ source: "auto" }, { decidedSource: "debian" })).toBe("bulwark/redis:7.0-0123");
  });

  it("are pulled before `up` has decided", () => {
    expect(imageWith({ source: "auto" })).toMatch(/^docker\.io\//);
  });

  it("are what the settings say, whatever `up` decided for another time", () => {
    expect(imageWith({ source: "registry" }, { decidedSource: "debian" })).toMatch(/^docker\.io\//);
  });

  it("come from a mirror, with the login that is in a file", () => {
    const images = { registry: "mirror.example.com:5000", authFile: "~/.docker/config.json" };
    const stack = stackWith({ images, ...REDIS });
    expect(containerOf(stack, "platform_redis").image).toMatch(/^mirror\.example\.com:5000\/library\/redis:/);
    expect(stack.provider.docker[0]!["registry_auth"]).toEqual([
      { address: "mirror.example.com:5000", config_file: "~/.docker/config.json" },
    ]);
  });
});

it("the stack's platform bears its environment's name everywhere", () => {
  expect(manifestOf(stackWith(REDIS))).toMatchObject({
    environment: "shop",
    containers: [{ name: "shop-redis", address: "docker_container.platform_redis" }],
  });
});

it("the SQL of a layer is the content of its file, not the name", () => {
  const settings = {
    platform: {
      postgres: { schemas: { items: "local/items.sql" } },
      layers: { items: { image: "reference-service", port: 8001, uses: ["postgres"] } },
    },
  };
  const environment = { ...environmentOf("shop", settings), schemas: { items: "CREATE TABLE items ();" } };
  const uploaded = containerOf(stackOf(environment), "docker_config").upload!;
  const sql = uploaded.find(({ file }) => file.endsWith("/items.sql"))!.content_base64;
  expect(Buffer.from(sql, "base64").toString()).toBe("CREATE TABLE items ();");
});
