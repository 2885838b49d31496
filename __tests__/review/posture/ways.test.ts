import { declared, unknown } from "../../../policies/facts/fact";
import type { ContainerFacts } from "../../../policies/facts/container";
import { comparePosture } from "../../../review/posture";
import { container, platformOf } from "../../support/policies/container";

const on = (name: string, ...networks: readonly string[]): ContainerFacts =>
  container({
    id: `docker_container.${name}`,
    path: `platform/${name}`,
    replicaOf: name,
    exposures: declared([]),
    networks: declared(networks.map((one) => ({ network: one, aliases: [name] }))),
  });

const between = (base: readonly ContainerFacts[], head: readonly ContainerFacts[]) =>
  comparePosture([{ stack: "shop", platform: platformOf(...base) }], [{ stack: "shop", platform: platformOf(...head) }])
    .ways;

const said = (base: readonly ContainerFacts[], head: readonly ContainerFacts[]) =>
  between(base, head).ways.map(({ from, to, via, when }) => `${from} -> ${to} by ${via}: ${when}`);

describe("who reaches whom, before and after", () => {
  const [WEB, API, DB] = [on("web", "front"), on("api", "front", "back"), on("db", "back")];

  it("is whoever has a network in common, told once, what is new first", () => {
    expect(said([WEB, API, DB], [on("web", "front", "back"), API, DB])).toEqual([
      "db -> web by network back: after",
      "api -> web by networks front, back: both",
      "api -> db by network back: both",
    ]);
  });

  it("is shown as gone where it was", () => {
    expect(said([WEB, API], [WEB, on("api", "back")])).toEqual(["api -> web by network front: before"]);
  });

  it("is the same for a layer with another name", () => {
    const renamed = { ...API, id: "docker_container.rest", replicaOf: "rest" };
    expect(said([WEB, API], [WEB, renamed])).toEqual(["rest -> web by network front: both"]);
  });

  it("is who reaches an address of the host, by port", () => {
    const open = (address: string) => ({ ...WEB, exposures: declared([{ address, hostPort: 8080, port: 80 }]) });
    expect(said([open("127.0.0.1")], [open("0.0.0.0")])).toEqual([
      "every address of the host -> web by port 8080: after",
      "127.0.0.1 of the host -> web by port 8080: before",
    ]);
  });

  it("is nobody whose networks are not known, and nobody who never runs", () => {
    expect(said([], [WEB, { ...API, networks: unknown("expression") }])).toEqual([]);
    expect(said([], [WEB, { ...API, lifetime: "inert" }])).toEqual([]);
  });

  it("is told by the network where many are on it, on both sides alike", () => {
    const many = Array.from({ length: 60 }, (_, at) => on(`layer${at}`, "back"));
    expect(between(many, many).ways).toHaveLength((60 * 59) / 2);
    const { ways } = between(many, [...many, on("mail", "back")]);
    expect(ways).toHaveLength(61);
    expect(ways.filter(({ when }) => when !== "both")).toMatchObject([{ from: "mail", to: "all on back" }]);
  });

  it("has an end, and says how many there are beyond it", () => {
    const many = Array.from({ length: 3_000 }, (_, at) => on(`layer${at}`, `net${at % 200}`, `other${at % 150}`));
    const started = performance.now();
    const { ways, left } = between(many, [...many, on("mail", "net0")]);
    expect([ways.length, left > 1_000]).toEqual([4_000, true]);
    expect(ways.filter(({ when }) => when === "after")).toMatchObject([{ from: "mail" }]);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
