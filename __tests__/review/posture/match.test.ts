import { byDefault, declared } from "../../../policies/facts/fact";
import type { ContainerFacts } from "../../../policies/facts/container";
import type { FactsByKind, Kind } from "../../../policies/facts/subject";
import { parseImage } from "../../../policies/facts/image-reference";
import { pairsOf } from "../../../review/posture/match";
import { container, platformOf } from "../../support/policies/container";
import { network } from "../../support/policies/docker";
import { workload } from "../../support/policies/kubernetes";
import { stack } from "../../support/policies/terraform";
import { postureOf, said } from "../../support/policies/posture";

/** A container of a layer, of an image of its own. */
const layer = (name: string, other: Partial<ContainerFacts> = {}): ContainerFacts =>
  container({
    id: `docker_container.${name}`,
    replicaOf: name,
    image: declared(parseImage(`registry.example.com/${name}@sha256:${"a".repeat(64)}`)),
    environment: declared(new Map([["NAME", name]])),
    mounts: declared([]),
    ...other,
  });

const named = (id: string, other: ContainerFacts): ContainerFacts => ({ ...other, id, replicaOf: id });
const OPEN = { rootReadOnly: byDefault(false) };
const WEAKENED = "worse rootReadOnly: has a root that may be written to, by default";

type Facts = readonly FactsByKind[Kind][];

const matched = (base: Facts, head: Facts, moved: ReadonlyMap<string, string> = new Map()) =>
  pairsOf(platformOf(...base), platformOf(...head), moved).map(({ before, after }) => [before?.id, after.id]);

describe("what was what", () => {
  const web = layer("web");

  it("shows by address", () => {
    expect(matched([web, layer("api")], [layer("api", OPEN), web])).toEqual([
      ["docker_container.api", "docker_container.api"],
      ["docker_container.web", "docker_container.web"],
    ]);
  });

  it("shows by a move, even where the old address is taken", () => {
    const moved = new Map([["docker_container.new", "docker_container.web"]]);
    const head = [web, layer("new")];
    expect(matched([web], head, moved)).toEqual([
      [undefined, "docker_container.web"],
      ["docker_container.web", "docker_container.new"],
    ]);
  });

  it("shows by the construct's path", () => {
    const [before, after] = ["a", "b"].map((id) => layer(id, { path: "platform/web" }));
    expect(matched([before!], [after!])).toEqual([["docker_container.a", "docker_container.b"]]);
  });

  it("shows by the layer, replica by replica", () => {
    const replica = (id: string, path: string) => layer(id, { replicaOf: "web", id, path });
    const [base, head] = [
      [replica("a", "web/1"), replica("b", "web/2")],
      [replica("c", "web/0002"), replica("d", "web/1x"), replica("b2", "web/2")],
    ];
    expect(matched(base, head)).toEqual([
      [undefined, "c"],
      [undefined, "d"],
      ["b", "b2"],
    ]);
  });

  it("shows by what is said of it, where that is only one", () => {
    expect(matched([web, layer("api")], [named("front", web), layer("api")])).toEqual([
      ["docker_container.web", "front"],
      ["docker_container.api", "docker_container.api"],
    ]);
  });

  it("shows of all replicas of a layer with a new name", () => {
    const replicas = (name: string) => [1, 2].map((at) => ({ ...web, id: `${name}/${at}`, replicaOf: name }));
    expect(matched(replicas("web"), replicas("front"))).toEqual([
      ["web/1", "front/1"],
      ["web/2", "front/2"],
    ]);
  });

  it("shows of a workload by its containers", () => {
    const pods = (id: string, name: string) => [
      { ...layer(name), id: `${id}/server`, replicaOf: id },
      workload({ id }),
    ];
    const base = [...pods("Deployment/shop/web", "web"), ...pods("Deployment/shop/api", "api")];
    const head = [...pods("Deployment/shop/front", "web"), ...pods("Deployment/shop/back", "api")];
    expect(matched(base, head)).toEqual([
      ["Deployment/shop/web/server", "Deployment/shop/front/server"],
      ["Deployment/shop/api/server", "Deployment/shop/back/server"],
      ["Deployment/shop/web", "Deployment/shop/front"],
      ["Deployment/shop/api", "Deployment/shop/back"],
    ]);
  });

  it("does not show where two are as alike", () => {
    const twins = ["one", "two"].map((id) => named(id, web));
    expect(matched([web], twins)).toEqual([
      [undefined, "one"],
      [undefined, "two"],
    ]);
  });

  it("does not show of what has only in common what every container has", () => {
    expect(matched([layer("web")], [layer("mail")])).toEqual([[undefined, "docker_container.mail"]]);
  });

  it("is never something of another kind", () => {
    expect(matched([network({ id: "x" })], [stack({ id: "x" })])).toEqual([[undefined, "x"]]);
  });

  it("is found of the one stack under another name", () => {
    expect(matched([stack({ id: "plan" })], [stack({ id: "shop" })])).toEqual([["plan", "shop"]]);
  });
});

describe("a layer with a new name", () => {
  const web = layer("web");
  const posture = (...head: Facts) => said(postureOf(platformOf(web), platformOf(...head)).changes);

  it("does not hide a root that may be written to", () => {
    expect(posture(named("front", { ...web, ...OPEN }))).toEqual([`front ${WEAKENED}`]);
  });

  it("says nothing where nothing is weaker", () => {
    expect(posture(named("front", web))).toEqual([]);
  });

  it("does not hide it among twins either: what is new is judged by the rules", () => {
    const twins = ["one", "two"].map((id) => named(id, { ...web, ...OPEN }));
    expect(posture(...twins)).toEqual(expect.arrayContaining([`one ${WEAKENED}`, `two ${WEAKENED}`]));
  });

  it("that is gone is no weakening", () => {
    expect(posture()).toEqual([]);
  });
});
