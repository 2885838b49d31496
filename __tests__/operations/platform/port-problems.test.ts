import { createServer, type AddressInfo, type Server } from "node:net";
import type Docker from "dockerode";
import type { Manifest } from "../../../operations/manifest";
import { overlap, portProblems } from "../../../operations/platform/port-problems";

const manifest = (hostPort: number, docker = "unix:///var/run/docker.sock") =>
  ({
    docker,
    containers: [
      { name: "shop-haproxy", component: "haproxy", publishes: [{ address: "127.0.0.1", hostPort, port: 8443 }] },
    ],
  }) as unknown as Manifest;

const engine = (...ports: readonly { readonly name: string; readonly IP: string; readonly PublicPort: number }[]) =>
  ({
    listContainers: () => Promise.resolve(ports.map(({ name, ...port }) => ({ Names: [`/${name}`], Ports: [port] }))),
  }) as unknown as Docker;

const problems = async (docker: Docker, wanted: Manifest) => (await portProblems(docker, wanted)).join("\n");

describe("a port that the environment publishes", () => {
  let server: Server;
  const port = () => (server.address() as AddressInfo).port;

  beforeEach(() => {
    server = createServer();
    return new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it("is a problem when another program listens there, which is named", async () => {
    const words = `port ${port()} on 127.0.0.1, which haproxy publishes, is taken by`;
    expect(await problems(engine(), manifest(port()))).toMatch(
      new RegExp(`${words} .+ \\(process ${process.pid}\\); stop it`),
    );
  });

  it("is none when nobody does", async () => {
    const freed = port();
    await new Promise((resolve) => server.close(resolve));
    expect(await problems(engine(), manifest(freed))).toBe("");
  });

  it("is none when the environment's own container has it", async () => {
    const docker = engine({ name: "shop-haproxy", IP: "127.0.0.1", PublicPort: port() });
    expect(await problems(docker, manifest(port()))).toBe("");
  });

  it("is a problem when another container has it, on that address or on all", async () => {
    for (const IP of ["127.0.0.1", "0.0.0.0"]) {
      const docker = engine({ name: "other", IP, PublicPort: 8443 });
      expect(await problems(docker, manifest(8443, "ssh://host"))).toContain("is taken by container other; stop it");
    }
  });

  it("is none when a container has it on another address, or where a remote engine cannot be asked", async () => {
    const docker = engine({ name: "other", IP: "127.0.0.2", PublicPort: port() });
    expect(await problems(docker, manifest(port(), "ssh://host"))).toBe("");
  });
});

describe("two addresses", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1", true],
    ["127.0.0.1", "0.0.0.0", true],
    ["::", "127.0.0.1", true],
    ["127.0.0.1", "127.0.0.2", false],
  ])("%s and %s overlap: %s", (one, other, expected) => expect(overlap(one, other)).toBe(expected));
});
