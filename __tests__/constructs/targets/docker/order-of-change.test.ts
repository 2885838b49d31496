import { createdFirst, neededBy } from "../../../support/constructs/dependencies";
import { everythingSynthesized } from "../../../support/constructs/platforms";
import type { StackJson } from "../../../support/constructs/stack-json";
import { containersOf, manifestOf } from "../../../support/constructs/synthesized";

const stack = everythingSynthesized();

const addressesOf = (lifecycle: string) =>
  manifestOf(stack)
    .containers.filter((one) => one.lifecycle === lifecycle)
    .map(({ address }) => address);

const ROLLING = addressesOf("rolling");
const STATEFUL = addressesOf("stateful");
const NOT_ROLLING = [...STATEFUL, ...addressesOf("exclusive")];

/** The same stack, with one more dependency. */
function withDependency(from: string, to: string): StackJson {
  const name = from.split(".")[1]!;
  const container = { ...containersOf(stack)[name]!, depends_on: [to] };
  return { ...stack, resource: { ...stack.resource, docker_container: { ...containersOf(stack), [name]: container } } };
}

it("the platform has containers of every kind, or the rest proves nothing", () => {
  expect(ROLLING).toHaveLength(11);
  expect(STATEFUL).toEqual(["docker_container.platform_postgres", "docker_container.platform_redis"]);
  expect(NOT_ROLLING).toHaveLength(6);
});

describe("create before destroy", () => {
  it.each(NOT_ROLLING)("never reaches %s, which cannot be there twice", (address) => {
    expect([...createdFirst(stack)]).not.toContain(address);
  });

  it.each(ROLLING)("is said of %s, which rolls", (address) => {
    expect([...createdFirst(stack)]).toContain(address);
  });

  it("reaches only what has a name of its own per generation, and networks, which never change", () => {
    const reached = [...createdFirst(stack)].filter((address) => address.startsWith("docker_container."));
    const withoutGeneration = reached.filter((address) => {
      const { name, labels } = containersOf(stack)[address.split(".")[1]!]!;
      return !name.endsWith(labels.find(({ label }) => label === "bulwark.generation")!.value);
    });
    expect(withoutGeneration).toEqual([]);
  });

  it("would be found on a stateful container that a rolling one depends on", () => {
    const wrong = withDependency(ROLLING[0]!, STATEFUL[0]!);
    expect([...createdFirst(wrong)]).toContain(STATEFUL[0]);
  });

  it("would be found by way of another resource, too", () => {
    const [holder] = [...neededBy(stack, ROLLING[0]!)].filter((address) => address.endsWith("docker_config"));
    expect([...createdFirst(withDependency(holder!, STATEFUL[0]!))]).toContain(STATEFUL[0]);
  });
});

describe("a server", () => {
  it.each(NOT_ROLLING)("%s depends on no other server, so all start at once", (address) => {
    const servers = [...ROLLING, ...NOT_ROLLING];
    expect([...neededBy(stack, address)].filter((needed) => servers.includes(needed))).toEqual([]);
  });
});

it("a job that runs once its server exists depends on it, and nothing depends on the job", () => {
  const after = manifestOf(stack).jobs.filter(({ phase }) => phase === "after");
  expect(after.map(({ address }) => address)).toEqual([
    "docker_container.platform_postgres_job-roles",
    "docker_container.platform_redis_job-load-users",
    "docker_container.platform_haproxy_job-reload",
  ]);
  const all = Object.keys(containersOf(stack)).map((name) => `docker_container.${name}`);
  const needed = new Set(all.flatMap((address) => [...neededBy(stack, address)]));
  expect(after.filter(({ address }) => needed.has(address))).toEqual([]);
});
