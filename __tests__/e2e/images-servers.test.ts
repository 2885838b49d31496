import type Docker from "dockerode";
import { throwAwayEngine } from "../support/engine/engine";
import { builtImage } from "../support/images/built";
import { type ContainerOptions, eventually, hardened, inside, logsOf, outcome } from "../support/images/hardened";

const docker = throwAwayEngine();
const started: Docker.Container[] = [];

async function start(name: string, options: ContainerOptions): Promise<Docker.Container> {
  const container = await hardened(docker, await builtImage(docker, name), options);
  started.push(container);
  await container.start();
  return container;
}

const answers = async (container: Docker.Container, ...command: readonly string[]) =>
  (await inside(docker, container, command)).output;

afterEach(() => Promise.all(started.splice(0).map((container) => container.remove({ force: true, v: true }))));
jest.setTimeout(120_000);

describe("haproxy", () => {
  const configuration = "defaults\\n mode http\\n timeout client 5s\\nfrontend f\\n bind :8080\\n";
  const binds = ["haproxy-live:/var/lib/haproxy"];
  const prepare = async () => {
    const entrypoint = ["sh", "-c", `printf '${configuration}' > /var/lib/haproxy/live.cfg`];
    return outcome(docker, await builtImage(docker, "haproxy"), { entrypoint, binds });
  };
  afterAll(() => docker.getVolume("haproxy-live").remove({ force: true }));

  it("may write to a new volume at /var/lib/haproxy", async () => {
    expect(await prepare()).toEqual({ code: 0, output: "" });
  });

  it.each([[["-f", "live.cfg"]], [["haproxy", "-f", "live.cfg"]]])(
    "runs as master and worker with %j",
    async (command) => {
      await prepare();
      const container = await start("haproxy", { command, binds });
      expect(await answers(container, "sh", "-c", "tr '\\0' ' ' </proc/1/cmdline")).toBe("haproxy -W -db -f live.cfg ");
    },
  );

  it("reloads on SIGUSR2 and ends softly on its stop signal", async () => {
    await prepare();
    const container = await start("haproxy", { command: ["-f", "live.cfg"], binds });
    await eventually(async () => (await logsOf(container)).includes("Loading success"));
    await container.kill({ signal: "SIGUSR2" });
    await eventually(async () => (await logsOf(container)).split("Loading success").length === 3);
    await container.stop({ t: 20 });
    expect(await container.wait()).toMatchObject({ StatusCode: 0 });
  });
});

describe("redis", () => {
  it("takes options alone as options of redis-server and keeps its data private", async () => {
    const container = await start("redis", { command: ["--appendonly", "yes"], binds: ["redis-data:/data"] });
    await eventually(async () => (await answers(container, "redis-cli", "ping")) === "PONG\n");
    expect(await answers(container, "stat", "-c", "%U %a", "/data/appendonlydir")).toBe("redis 700\n");
    await container.remove({ force: true });
    await docker.getVolume("redis-data").remove();
    started.pop();
  });
});

describe("prometheus", () => {
  it("starts with its own command on a new volume and answers busybox's wget", async () => {
    const container = await start("prometheus", { binds: ["prometheus-data:/prometheus"] });
    const ready = ["wget", "-q", "-O", "-", "http://127.0.0.1:9090/-/ready"];
    await eventually(async () => (await answers(container, ...ready)).includes("Ready"));
    await container.remove({ force: true });
    await docker.getVolume("prometheus-data").remove();
    started.pop();
  });
});

describe("node-exporter", () => {
  it("serves metrics of the host's /proc with the flags of the official image", async () => {
    const binds = ["/proc:/host/proc:ro", "/sys:/host/sys:ro"];
    const command = ["--path.procfs=/host/proc", "--path.sysfs=/host/sys"];
    const container = await start("node-exporter", { command, binds });
    const metrics = ["wget", "-q", "-O", "-", "http://127.0.0.1:9100/metrics"];
    await eventually(async () => (await answers(container, ...metrics)).includes("node_memory_MemTotal_bytes"));
  });
});

describe("registry", () => {
  it("serves the registry's API", async () => {
    const container = await start("registry", { binds: ["registry-data:/var/lib/registry"] });
    await eventually(
      async () => (await answers(container, "wget", "-q", "-O", "-", "http://127.0.0.1:5000/v2/")) === "{}",
    );
    await container.remove({ force: true });
    await docker.getVolume("registry-data").remove();
    started.pop();
  });
});
