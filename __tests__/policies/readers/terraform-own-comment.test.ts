import type { ContainerFacts } from "../../../policies/facts/container";
import { subjectsOf } from "../../../policies/facts/subject";
import { synthPlatform } from "../../../policies/readers/synth";
import { OwnComment } from "../../../policies/readers/terraform/own-comment";

const part = (address: string, path: string, declaredAt?: string) => ({ address, path, exceptions: [], declaredAt });
const commentOf = (...containers: readonly object[]) => new OwnComment({ bulwark: { containers } });

const [CONTAINER] = subjectsOf(
  synthPlatform({ resource: { docker_container: { web: { image: "x" } } } }, "cdk.tf.json"),
  "container",
);

const container = (id: string, path?: string): ContainerFacts => ({ ...CONTAINER!, id, ...(path ? { path } : {}) });

const placed = (id: string, path: string | undefined, ...parts: readonly object[]): ContainerFacts =>
  commentOf(...parts).placed(container(id, path));

describe("the part that a resource is of", () => {
  it.each([
    ["its own", "docker_container.web", undefined, "shop/web"],
    ["the nearest above it", "x", "shop/web/1", "shop/web/1"],
  ])("is %s", (_what, id, path, expected) => {
    const parts = [part("a", "shop", "a.ts:1"), part("docker_container.web", "shop/web", "b.ts:2")];
    expect(placed(id, path, ...parts)).toMatchObject({ path: expected, madeAt: { file: "b.ts", line: 2 } });
  });

  it("is none, where only a name begins alike, or a part has no name", () => {
    expect(placed("x", "shop/website", part("a", "shop/web", "a.ts:1")).madeAt).toBeUndefined();
    expect(placed("x", undefined, part("a", "", "a.ts:1")).path).toBeUndefined();
  });

  it.each(["a.ts:0", "a.ts:12345678901234567890", "a.ts:-1", "a.ts"])("has no line by %j", (declaredAt) => {
    expect(placed("a", undefined, part("a", "shop/web", declaredAt)).madeAt).toBeUndefined();
  });

  it("is found among thousands without asking each", () => {
    const parts = Array.from({ length: 20_000 }, (_, at) => part(`docker_container.c${at}`, `shop/c${at}`, "a.ts:1"));
    const [comment, subject] = [commentOf(...parts), container("x")];
    const started = performance.now();
    for (let at = 0; at < 20_000; at++) comment.placed({ ...subject, id: `docker_container.d${at}` });
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
