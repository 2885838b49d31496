import { CATALOGUE } from "../../../policies/catalogue";
import { evaluate } from "../../../policies/evaluate";
import type { KubernetesObject } from "../../support/kubernetes/paths";
import { RenderingProject } from "../../support/kubernetes/rendering";
import { RULE_MUTATIONS } from "../../support/kubernetes/rule-mutations";
import { addEverything, EVERYTHING } from "../../support/kubernetes/validators/everything";
import { judged, type Explained, type Finding } from "../../support/validators/findings";
import { manifestPlatform } from "../../support/policies/manifests";

const RIGHT_AS_IT_IS: readonly Explained[] = [
  {
    id: "BWK-image-digest",
    objects: /^Deployment\/everything\/redis-exporter\//,
    reason: "no two public sources agree on the digest of that variant; see the catalogue of images",
  },
];

const project = new RenderingProject();
addEverything(project);
const rendered = (name: string) =>
  project.render(name, `rendered-${name}`).map(({ object }) => object as KubernetesObject);
const RAG = rendered("rag-production");

afterAll(() => project.remove());

const failuresIn = (objects: readonly object[]): readonly Finding[] =>
  evaluate([manifestPlatform(...objects)], CATALOGUE)
    .findings.filter(({ verdict }) => verdict === "fail")
    .map(({ rule, subject, message }) => ({ id: rule.id, object: subject.id, says: message }));

describe("the rules on what Bulwark renders", () => {
  it("find nothing that is not explained", () => {
    const found = [...failuresIn(RAG), ...failuresIn(rendered(EVERYTHING))];
    expect(judged(found, RIGHT_AS_IT_IS)).toEqual({ unexplained: [], unused: [] });
  });

  const before = new Set(failuresIn(RAG).map((one) => JSON.stringify(one)));

  it.each(RULE_MUTATIONS)("report $rule, and what says the same, of $what", ({ rule, breakIt, also }) => {
    const found = failuresIn(breakIt(RAG)).filter((one) => !before.has(JSON.stringify(one)));
    expect([...new Set(found.map(({ id }) => id))].sort()).toEqual([rule, ...also].sort());
    expect(CATALOGUE.find(({ id }) => id === rule)?.relatives ?? []).toEqual(expect.arrayContaining([...also]));
  });

  it("have one for every rule that only manifests can break", () => {
    const kinds = ["workload", "namespace", "networkPolicy", "role", "clusterService"];
    const own = CATALOGUE.filter(({ on }) => kinds.includes(on)).map(({ id }) => id);
    expect(RULE_MUTATIONS.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...own, "BWK-liveness-differs"]));
  });
});
