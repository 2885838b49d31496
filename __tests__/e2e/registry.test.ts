import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDebianImages } from "../../operations/images/ensure";
import { throwAwayEngine } from "../support/engine/engine";
import { footprint, footprintChanges, type Footprint } from "../support/footprint/footprint";
import { eventually } from "../support/images/hardened";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { PASSWORD, push, removeRegistries, startRegistry, USER } from "../support/platform/test-registry";

const docker = throwAwayEngine();
/** The engine's mirror of docker.io, open to everybody, and a registry that asks for a login; both have the same images. */
const MIRROR = "127.0.0.1:5000";
const GUARDED = "127.0.0.1:5001";

interface Served {
  readonly name: string;
  /** As upstream names it. */
  readonly path: string;
  readonly user: string;
  readonly version: string;
  /** `docker.io`, which the engine's mirror answers for, or the registry with a login. */
  readonly from: string;
  readonly by: "tag" | "digest";
}

const DOCKER_IO = "docker.io";
const SERVED: readonly Served[] = [
  { name: "haproxy", path: "library/haproxy:2.6", user: "99:99", version: "2.6", from: DOCKER_IO, by: "tag" },
  { name: "postgres", path: "library/postgres:15", user: "999:999", version: "15", from: DOCKER_IO, by: "digest" },
  { name: "redis", path: "library/redis:7.0", user: "999:999", version: "7.0", from: GUARDED, by: "tag" },
  {
    name: "prometheus",
    path: "prom/prometheus:v2.42.0",
    user: "65534:65534",
    version: "2.42",
    from: GUARDED,
    by: "digest",
  },
  {
    name: "node-exporter",
    path: "prom/node-exporter:v1.5.0",
    user: "65534:65534",
    version: "1.5",
    from: DOCKER_IO,
    by: "digest",
  },
  {
    name: "postgres-exporter",
    path: "prometheuscommunity/postgres-exporter:v0.11.1",
    user: "65534:65534",
    version: "0.11",
    from: DOCKER_IO,
    by: "digest",
  },
  {
    name: "redis-exporter",
    path: "oliver006/redis_exporter:v1.45.0",
    user: "59000:59000",
    version: "1.45",
    from: DOCKER_IO,
    by: "tag",
  },
  { name: "reference-service", path: "team/service:1", user: "10001:10001", version: "1", from: GUARDED, by: "digest" },
];

const folder = mkdtempSync(join(tmpdir(), "bulwark-registry-"));
const authFile = join(folder, "config.json");
const digests = new Map<string, string>();
let project: TestProject;
let before: Footprint;

const machine = () => footprint({ docker, folders: ["/var/lib/bulwark"] });
const login = (password?: string) => {
  const auth = Buffer.from(`${USER}:${password}`).toString("base64");
  writeFileSync(authFile, JSON.stringify({ auths: password === undefined ? {} : { [GUARDED]: { auth } } }));
};
const referenceOf = ({ name, path, from, by }: Served) =>
  `${from}/${path}${by === "digest" ? `@${digests.get(name)}` : ""}`;
const pin = (one: Served) =>
  `    ${one.name}: { image: "${referenceOf(one)}", user: "${one.user}", version: "${one.version}" }`;

const environment = (pins: readonly string[] = SERVED.map(pin)) => `target: docker
images:
  source: registry
  authFile: ${authFile}
  pins:
${pins.join("\n")}
platform:
  postgres: { memoryMiB: 256, maxConnections: 20 }
  redis: { memoryMiB: 64 }
  haproxy: { httpsPort: 8443, httpPort: 8080 }
  prometheus: { memoryMiB: 256, retentionMiB: 64 }
  nodeExporter: {}
  layers:
    orders: { image: reference-service, port: 8001, uses: [postgres, redis], route: { path: /ready, auth: none } }
`;

/** The engine reads its mirrors anew. https://docs.docker.com/reference/cli/dockerd/#configuration-reload-behavior */
async function useMirror(mirrors: readonly string[]): Promise<void> {
  writeFileSync("/run/bulwark-daemon.json", JSON.stringify({ "registry-mirrors": mirrors }));
  process.kill(Number(readFileSync("/run/docker.pid", "utf8")), "SIGHUP");
  await eventually(async () => {
    const { RegistryConfig } = (await docker.info()) as { RegistryConfig: { Mirrors: readonly string[] | null } };
    return (RegistryConfig.Mirrors ?? []).length === mirrors.length;
  });
}

/** Names of all images but the registry's own, and the empty one that secrets travel with. */
async function otherImages(): Promise<readonly string[]> {
  const images = await docker.listImages();
  const named = images.map(({ Id, RepoTags }) => RepoTags?.[0] ?? Id);
  return named.filter((name) => !/^bulwark\/(registry|empty)/.test(name));
}

async function removeOtherImages(): Promise<void> {
  for (const name of await otherImages()) await docker.getImage(name).remove({ force: true });
}

jest.setTimeout(600_000);

beforeAll(async () => {
  project = await TestProject.empty();
  const names = [...SERVED.map(({ name }) => name), "registry"];
  const built = await ensureDebianImages({ docker, names });
  const tagOf = (name: string) => built.find((one) => one.name === name)!.tag;
  await startRegistry(docker, tagOf("registry"), { port: 5000 });
  await startRegistry(docker, tagOf("registry"), { port: 5001, users: folder });
  for (const { name, path } of SERVED) digests.set(name, await push(docker, tagOf(name), `${MIRROR}/${path}`));
  await removeOtherImages();
  await useMirror([`http://${MIRROR}`]);
  before = await machine();
});

afterAll(async () => {
  await project.bulwark("down", "mirrored", "--volumes", "--yes");
  await useMirror([]);
  await removeRegistries(docker);
  await project.remove();
  rmSync(folder, { recursive: true });
});

describe("an image that its registry does not give", () => {
  const failing = async (text = environment()) => {
    await project.write("environments/mirrored.yaml", text);
    const outcome = await project.bulwark("up", "mirrored");
    expect(outcome.stdout + outcome.stderr).not.toContain(PASSWORD);
    expect(await running(docker, "mirrored")).toEqual({});
    expect(existsSync("/var/lib/bulwark/mirrored")).toBe(false);
    return { code: outcome.code, said: outcome.stderr };
  };
  const redis = `${GUARDED}/library/redis:7.0: ${GUARDED} said: `;
  const cure = `log in: docker --config ${folder} login ${GUARDED}`;

  it("because nobody logged in, is told with its registry and how to log in", async () => {
    login();
    const { code, said } = await failing();
    expect(code).toBe(3);
    expect(said).toContain(redis);
    expect(said).toContain(`${GUARDED} has no login in ${authFile}; ${cure}`);
  });

  it("because the password is wrong, is told as well, and says that it was refused", async () => {
    login(`${PASSWORD}-not`);
    const { code, said } = await failing();
    expect(code).toBe(3);
    expect(said).toContain(redis);
    expect(said).toContain(`${GUARDED} refused the login in ${authFile}; ${cure}`);
    // The others were not refused: one is not asked for a login by the mirror.
    expect(said).not.toContain("docker.io said");
  });

  it("because the registry lacks it, is told with what to do", async () => {
    login(PASSWORD);
    const pins = SERVED.map((one) => pin({ ...one, path: one.path.replace("redis:7.0", "redis:6.2") }));
    const { code, said } = await failing(environment(pins));
    expect(code).toBe(3);
    expect(said).toContain(`${GUARDED}/library/redis:6.2: ${GUARDED} said:`);
    expect(said).toContain(
      `${GUARDED} does not have it; push it there, or name the image that it has in 'images.pins'`,
    );
  });

  it("because the file of the logins is not there, is told with the file", async () => {
    rmSync(authFile);
    const { code, said } = await failing();
    expect(code).toBe(3);
    expect(said).toContain(`the logins for registries cannot be read from ${authFile}`);
  });

  it("because nothing leads to docker.io but the mirror, which the engine forgot, is told with another way", async () => {
    login(PASSWORD);
    await removeOtherImages();
    await useMirror([]);
    const { code, said } = await failing();
    await useMirror([`http://${MIRROR}`]);
    expect(code).toBe(3);
    expect(said).toContain("docker.io/library/haproxy:2.6: docker.io said:");
    expect(said).toContain("set 'images: { source: debian }' or pass --images debian");
    expect(said).not.toContain(`${GUARDED} said`);
  });
});

describe("bulwark up, with images of registries", () => {
  let said: string;

  it("begins without any of them", async () => {
    await removeOtherImages();
    expect(await otherImages()).toEqual([]);
  });

  it("pulls each, by tag or by digest, from the engine's mirror or with a login, and ends healthy", async () => {
    login(PASSWORD);
    await project.write("environments/mirrored.yaml", environment());
    const { stdout, stderr } = await project.succeed("up", "mirrored");
    said = stdout + stderr;
    for (const one of SERVED) expect(said).toContain(`pulling ${referenceOf(one)}`);
    expect(said).toContain("Images: 8 new of 8");
    expect(said).not.toContain(PASSWORD);
    expect(Object.keys(await running(docker, "mirrored"))).toHaveLength(8);
    await project.succeed("status", "mirrored");
  });

  it("runs in every container the image that the registry has under that digest", async () => {
    const containers = await docker.listContainers({ filters: { label: ["bulwark.environment=mirrored"] } });
    const found = await Promise.all(containers.map(({ ImageID }) => docker.getImage(ImageID).inspect()));
    const running = found.flatMap(({ RepoDigests }) => RepoDigests.map((one) => one.split("@")[1]));
    expect([...new Set(running)].sort()).toEqual([...digests.values()].sort());
    expect(new Set(digests.values()).size).toBe(SERVED.length);
  });

  it("built nothing by itself", async () => {
    expect((await otherImages()).filter((name) => name.startsWith("bulwark/"))).toEqual([]);
    expect(await otherImages()).toHaveLength(SERVED.length);
  });

  it("has nothing to do the second time, and pulls nothing", async () => {
    const second = await project.succeed("up", "mirrored");
    expect(second.stdout).toContain("mirrored: no changes");
    expect(second.stderr).toContain("Images: 8 present");
    expect((await project.succeed("plan", "mirrored")).stdout).toBe("mirrored: no container changes\n");
  });
});

describe("bulwark down mirrored --volumes", () => {
  it("leaves nothing of the platform", async () => {
    await project.succeed("down", "mirrored", "--volumes", "--yes");
    const isTheirs = ({ kind }: { kind: string }) =>
      !["images", "processes", "interfaces", "mounts", "network namespaces", "cgroups"].includes(kind);
    expect(footprintChanges(before, await machine()).filter(isTheirs)).toEqual([]);
  });
});
