import { spawnSync } from "node:child_process";
import { eventually, freePort, useLab } from "./support/lab";
import { Program } from "./support/program";
import { stub } from "./support/http-stub";
import { MAIN, launch, start } from "./support/service";

const lab = useLab();

it("ends with 1 on a wrong value, and says which variable, what it got and what is allowed", async () => {
  const { program, log } = await settled({ PORT: "http", ROLE: "gateway" });
  expect(await program.exited).toBe(1);
  expect(log()).toEqual([
    expect.objectContaining({
      level: "fatal",
      variable: "PORT",
      message: 'PORT must be a whole number from 1 to 65535, got: "http"',
    }),
    expect.objectContaining({ level: "fatal", variable: "GATEWAY_TOKENS_FILE", trace_id: expect.any(String) }),
  ]);
});

it("ends with 1 when its port is taken, in one line of JSON", async () => {
  const { port } = await stub(lab, (_request, response) => void response.end());
  const { program, log } = await settled({ PORT: String(port) });
  expect(await program.exited).toBe(1);
  expect(log().at(-1)).toMatchObject({ level: "fatal", message: expect.stringContaining("EADDRINUSE") });
});

it("keeps its port closed while an upstream is away, and opens it when the upstream comes", async () => {
  const port = await freePort();
  const service = await launch(lab, { UPSTREAMS: `l01=http://127.0.0.1:${port}/custom` });
  await service.logged({ message: "dependency is down", dependency: "l01" });
  expect(await service.isOpen()).toBe(false);
  await stub(lab, (request, response) => void response.writeHead(request.url === "/custom" ? 200 : 404).end(), port);
  await service.untilOpen();
  expect((await service.fetch("/ready")).status).toBe(200);
});

it("keeps its port open when an upstream goes away later", async () => {
  const upstream = await start(lab);
  const service = await start(lab, { UPSTREAMS: `l01=${upstream.origin}` });
  await upstream.program.kill();
  expect(await service.json("/ready")).toMatchObject({ status: 503, body: { failing: [{ name: "l01" }] } });
  expect((await service.fetch("/health")).status).toBe(200);
});

it("reports an external that is away, and is ready all the same", async () => {
  const service = await start(lab, { EXTERNALS: `ollama=http://127.0.0.1:${await freePort()}/api/version` });
  expect((await service.fetch("/ready")).status).toBe(200);
  const { body } = await service.json("/api/health/dependencies");
  expect(body["dependencies"]).toEqual([
    expect.objectContaining({
      name: "ollama",
      kind: "external",
      required: false,
      state: "down",
      error: "ECONNREFUSED",
    }),
  ]);
  expect(await service.metric('dependency_up{dependency="ollama",required="false"}')).toBe(0);
});

it("ends at once, with 0, when SIGTERM comes while it waits for a dependency", async () => {
  const service = await launch(lab, { UPSTREAMS: `l01=http://127.0.0.1:${await freePort()}` });
  await service.logged({ message: "dependency is down" });
  service.program.signal("SIGTERM");
  expect(await service.program.exited).toBe(0);
});

/** Makes every file system read-only in a mount namespace of its own, shows that it is, and runs the service in it. */
const READ_ONLY = `
  mount --make-rprivate /
  awk '{print $2}' /proc/mounts | while read -r point; do mount -o remount,bind,ro "$point" 2>/dev/null; done
  for place in /tmp /dev/shm /var/tmp "$PWD"; do if touch "$place/x" 2>/dev/null; then echo "writable: $place"; exit 9; fi; done
  exec "$0" "$1"`;

const mayUnshare = spawnSync("unshare", ["--mount", "true"]).status === 0;

(mayUnshare ? it : it.skip)("works where nothing can be written", async () => {
  const port = await freePort();
  const command = ["unshare", "--mount", "sh", "-c", READ_ONLY, process.execPath, MAIN];
  const program = lab.keep(
    new Program(command, { env: { PORT: String(port), LISTEN_ADDRESS: "127.0.0.1", DRAIN_SECONDS: "0" } }),
  );
  await eventually("it is ready", async () => {
    if (!program.running) throw new Error(program.output);
    return (await fetch(`http://127.0.0.1:${port}/ready`)).ok || undefined;
  });
  program.signal("SIGTERM");
  expect(await program.exited).toBe(0);
});

async function settled(env: Record<string, string>) {
  const service = await launch(lab, env);
  await service.program.exited;
  return { program: service.program, log: () => service.log };
}
