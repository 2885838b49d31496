import type { ContainerFacts } from "../../../policies/facts/container";
import { byDefault, declared } from "../../../policies/facts/fact";
import { container, platformOf } from "../../support/policies/container";
import { postureOf } from "../../support/policies/posture";

const many = (count: number, name: string, other: Partial<ContainerFacts> = {}) =>
  platformOf(
    ...Array.from({ length: count }, (_, at) =>
      container({
        id: `docker_container.${name}${at}`,
        replicaOf: `${name}${at}`,
        environment: declared(new Map([["NAME", String(at)]])),
        networks: declared([{ network: `n${at % 50}`, aliases: [`${name}${at}`] }]),
        ...other,
      }),
    ),
  );

function timed<T>(work: () => T): readonly [T, number] {
  const started = performance.now();
  const result = work();
  return [result, performance.now() - started];
}

describe("a thousand containers", () => {
  it.each([
    ["as they were", many(1000, "layer"), 0],
    ["that all have lost one protection", many(1000, "layer", { rootReadOnly: byDefault(false) }), 1000],
  ])("%s are compared soon", (what, head, count) => {
    const base = many(1000, "layer");
    const [{ changes }, milliseconds] = timed(() => postureOf(base, head));
    expect(changes).toHaveLength(count);
    process.stdout.write(`posture of 1,000 containers ${what}: ${milliseconds.toFixed(0)} ms\n`);
    expect(milliseconds).toBeLessThan(5000);
  });

  it("that all have other names are compared soon, too", () => {
    const [{ changes }, milliseconds] = timed(() => postureOf(many(1000, "layer"), many(1000, "other")));
    process.stdout.write(`posture of 1,000 containers with other names: ${milliseconds.toFixed(0)} ms\n`);
    expect(changes.every(({ verdict }) => verdict !== "better")).toBe(true);
    expect(milliseconds).toBeLessThan(5000);
  });
});
