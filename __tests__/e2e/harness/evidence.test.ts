import type Docker from "dockerode";
import { inspectEnvironment } from "../../../evidence/docker";
import { hardeningSummary } from "../../../evidence/hardening";
import { throwAwayEngine } from "../../support/engine/engine";
import { makeImage, removeAll, start, startHardened } from "../../support/engine/handmade";

jest.setTimeout(120_000);
const docker = throwAwayEngine();
const made: Docker.Container[] = [];
const labels = (kind: string) => ({ "bulwark.environment": "handmade", "bulwark.kind": kind });
const ALL = ["non-root", "read-only root", "no capabilities", "no-new-privileges", "seccomp", "memory = memory+swap"];
const PROMISES = [...ALL, "CPU limits", "process limits", "bounded logs"];
const each = (count: string, promises: readonly string[]) =>
  promises.map((promise) => `${count} ${promise}`).join(", ");

beforeAll(() => makeImage(docker));
afterEach(() => removeAll(made.splice(0)));

async function hardened(name: string, kind: string, config: Docker.ContainerCreateOptions = {}) {
  const Healthcheck = { Test: ["CMD", "/busybox", "true"], Interval: 1e9 };
  made.push(await startHardened(docker, { name, config: { Labels: labels(kind), Healthcheck, ...config } }));
}

describe("evidence of running containers", () => {
  it("counts every promise of hardened ones as kept, and jobs apart", async () => {
    await hardened("one", "service");
    await hardened("job", "job", { Cmd: ["true"], Healthcheck: undefined });
    const services = each("1", [...PROMISES, "healthchecks"]);
    expect(await hardeningSummary(docker, "handmade")).toBe(
      `1 container: ${services}; none published; 1 job: ${each("1", PROMISES)}`,
    );
  });

  it("counts no promise of a careless one as kept, by the engine's own defaults", async () => {
    const config = { Labels: labels("service"), ExposedPorts: { "80/tcp": {} } };
    const host = { PublishAllPorts: true, NetworkMode: "bridge" };
    made.push(await start(docker, { name: "careless", config, host }));
    const broken = each("0 of 1", PROMISES).replace("0 of 1 seccomp", "1 seccomp");
    const summary = await hardeningSummary(docker, "handmade");
    expect(summary).toContain(`1 container: ${broken}, 0 of 1 healthchecks; `);
    expect(summary).toContain("published on every interface");
  });

  it("is of one environment only, and says when and from where", async () => {
    await hardened("one", "service");
    await hardened("two", "service", { Labels: { "bulwark.environment": "other" } });
    const { source, readAt, containers } = await inspectEnvironment(docker, "handmade");
    expect({ source, names: containers.map(({ name }) => name) }).toEqual({ source: "docker inspect", names: ["one"] });
    expect(new Date(readAt).toISOString()).toBe(readAt);
  });
});
