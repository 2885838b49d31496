import type { ContainerFacts } from "../../../policies/facts/container";
import { declared, unknown } from "../../../policies/facts/fact";
import { container, platformOf } from "../../support/policies/container";
import { network } from "../../support/policies/docker";
import { postureOf } from "../../support/policies/posture";
import { stack } from "../../support/policies/terraform";

const on = (name: string, ...networks: readonly string[]): ContainerFacts =>
  container({
    id: name,
    replicaOf: name,
    exposures: declared([]),
    networks: declared(networks.map((one) => ({ network: one, aliases: [name] }))),
  });

const reach = (base: readonly ContainerFacts[], head: readonly ContainerFacts[]) =>
  postureOf(platformOf(...base), platformOf(...head)).reach.map(({ from, to, via }) => `${from} -> ${to} by ${via}`);

describe("who can newly reach whom", () => {
  const [WEB, API, DB] = [on("web", "front"), on("api", "front", "back"), on("db", "back")];

  it("is who joins a network, and who was there", () => {
    expect(reach([WEB, API, DB], [on("web", "front", "back"), API, DB])).toEqual(["web -> db by network back"]);
  });

  it("is nobody who met before, by whatever network", () => {
    expect(reach([WEB, API], [on("web", "front", "new"), on("api", "new")])).toEqual([]);
  });

  it("is a layer that is new, but not those of a platform that is", () => {
    expect(reach([DB], [DB, on("mail", "back")])).toEqual(["mail -> db by network back"]);
    expect(reach([], [DB, on("mail", "back")])).toEqual([]);
  });

  it("is told once of two that join together, and by number where there are many", () => {
    expect(reach([on("a"), on("b")], [on("a", "new"), on("b", "new")])).toEqual(["a -> b by network new"]);
    const many = Array.from({ length: 30 }, (_, at) => on(`layer${at}`, "back"));
    expect(reach(many, [...many, on("mail", "back")])).toEqual(["mail -> 30 others by network back"]);
  });

  it("is nobody where networks are not known, and nobody who never runs", () => {
    expect(reach([WEB], [{ ...WEB, networks: unknown("expression") }])).toEqual([]);
    expect(reach([DB], [DB, { ...on("files", "back"), lifetime: "inert" }])).toEqual([]);
  });

  it("is who reaches a port of the host", () => {
    const port = (address: string) => [container({ exposures: declared([{ address, hostPort: 8080, port: 80 }]) })];
    expect(reach(port("127.0.0.1"), port("0.0.0.0"))).toEqual([
      "who reaches every address of the host -> docker_container.api by port 8080",
    ]);
    expect(reach(port("0.0.0.0"), port("127.0.0.1"))).toEqual([]);
  });

  it("is the world, for who is on a network with a way out", () => {
    const [closed, open] = [true, false].map((internal) => platformOf(network({ internal: declared(internal) })));
    expect(postureOf(closed!, open!).reach).toMatchObject([
      { to: "outside of the host", via: "docker_network.backend" },
    ]);
  });
});

describe("where data newly goes", () => {
  const to = (other: Partial<ContainerFacts>) => platformOf(container(other));
  const destinations = (other: Partial<ContainerFacts>) => postureOf(to({}), to(other)).destinations;

  it.each<readonly [string, Partial<ContainerFacts>, string]>([
    [
      "a variable",
      { environment: declared(new Map([["T", "https://u:p@traces.example.com:4317/v1?k=x"]])) },
      "https://traces.example.com:4317",
    ],
    ["a command", { command: declared(["serve", "--sink=logs.example.com:514"]) }, "logs.example.com:514"],
    ["the log", { logOptions: declared(new Map([["syslog-address", "udp://192.0.2.9:514"]])) }, "udp://192.0.2.9:514"],
    ["a file", { uploads: declared([{ target: "/a.yml", text: "to: [ops@example.org]\n" }]) }, "mailto:example.org"],
  ])("shows in %s, without what may be a secret", (_what, facts, destination) => {
    expect(destinations(facts)).toEqual([destination]);
  });

  it.each([
    ["http://127.0.0.1:80/x"],
    ["http://api:80"],
    ["redis://host.docker.internal"],
    ["http://api.shop.svc.cluster.local"],
    ["1.2.3"],
    ["a=b.c"],
  ])("is nowhere outside for %s", (text) => {
    expect(destinations({ environment: declared(new Map([["URL", text]])) })).toEqual([]);
  });

  it("is not told of what was there in other words, nor of comments", () => {
    const facts = (url: string) =>
      to({ uploads: declared([{ target: "/a", text: `# https://docs.example.net\nurl ${url}` }]) });
    expect(postureOf(facts("https://a.example.com/1"), facts("https://a.example.com/2")).destinations).toEqual([]);
  });

  it("is what a plan newly asks", () => {
    const [before, after] = [[], ["data.http.x"]].map((all) => platformOf(stack({ outsideData: declared(all) })));
    expect(postureOf(before!, after!).destinations).toEqual(["data.http.x"]);
  });

  it("takes no longer for a text that means to last", () => {
    const started = performance.now();
    destinations({
      uploads: declared([{ target: "/a", text: `${"a-a.".repeat(50_000)}\n${"a.b:1 ".repeat(50_000)}` }]),
    });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
