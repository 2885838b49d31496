import type { Waiver } from "../../policies/waivers";
import { reviewOf, type ReviewInput } from "../../review/review";
import { compareStacks } from "../../review/sources/synthesized";
import { everythingSynthesized } from "../support/constructs/platforms";

type Container = Record<string, unknown>;
interface Stack {
  moved?: { from: string; to: string }[];
  resource: { docker_container: Record<string, Container>; docker_network: Record<string, Container> };
}

const FILE = "out/stacks/shop/cdk.tf.json";
const tree = (stack: object) => ({ file: FILE, json: stack as never });
const ITEMS = "platform_items_1";

/** The platform with everything, edited, beside what it was. */
function reviewed(edit: (stack: Stack) => void, other: Partial<ReviewInput> = {}) {
  const head = structuredClone(everythingSynthesized()) as unknown as Stack;
  edit(head);
  const stacks = [compareStacks(tree(everythingSynthesized()), tree(head))];
  return reviewOf({ stacks, base: { name: "base" }, head: { name: "head" }, digest: "0", ...other });
}

const edited = (change: Container) => (stack: Stack) => {
  const { docker_container: all } = stack.resource;
  all[ITEMS] = { ...all[ITEMS], ...change };
};

const risksIn = ({ changes }: ReturnType<typeof reviewed>) => changes.map(({ path, risk }) => [path, risk]);

const WAIVER: Waiver = {
  rule: "BWK-read-only-root",
  subject: "platform/items/1",
  value: "may write to its root file system",
  reason: "it writes where it should not",
  owner: "platform",
  until: "2999-12-31",
};

it("an untouched tree beside itself is nothing", () => {
  const review = reviewed(() => undefined);
  expect(review).toMatchObject({ changes: [], improved: [], drift: [], noise: 0, verdict: "ok" });
  expect(review.resources).toBeGreaterThan(20);
});

it("a weakened protection is a reason to stop, with the rule that says so", () => {
  const review = reviewed(edited({ read_only: false }));
  expect(risksIn(review)).toEqual([["platform/items/1", "weakened"]]);
  expect(review.changes[0]!.reasons[0]).toMatch(/\(BWK-read-only-root\)$/);
  expect(review.verdict).toBe("needs-acknowledgement");
});

it("a better one is told, and stops nobody", () => {
  const base = structuredClone(everythingSynthesized()) as unknown as Stack;
  edited({ read_only: false })(base);
  const stacks = [compareStacks(tree(base), tree(everythingSynthesized()))];
  const review = reviewOf({ stacks, base: { name: "base" }, head: { name: "head" }, digest: "0" });
  expect(review).toMatchObject({ verdict: "ok" });
  expect(review.improved).toEqual([expect.stringContaining("platform/items/1")]);
});

it("a container that was moved hides no lost protection", () => {
  const review = reviewed((stack) => {
    const { [ITEMS]: items, ...rest } = stack.resource.docker_container;
    stack.resource.docker_container = { ...rest, platform_goods_1: { ...items, read_only: false } };
    stack.moved = [{ from: `docker_container.${ITEMS}`, to: "docker_container.platform_goods_1" }];
  });
  expect(review.changes.map(({ address, risk }) => [address, risk])).toContainEqual([
    "docker_container.platform_goods_1",
    "weakened",
  ]);
});

it("a waiver of the base accepts what it says, to its last day, and nothing else", () => {
  const weaken = edited({ read_only: false });
  const verdictWith = (waiver: Partial<Waiver>, today = "2026-01-01") =>
    reviewed(weaken, { waiversOf: () => [{ ...WAIVER, ...waiver }], today }).verdict;
  expect(verdictWith({})).toBe("ok");
  expect(verdictWith({ until: "2025-12-31" })).toBe("needs-acknowledgement");
  expect(verdictWith({ value: "something else" })).toBe("needs-acknowledgement");
  expect(verdictWith({ subject: "platform/gateway/1" })).toBe("needs-acknowledgement");
});

it("a waiver of one mount accepts nothing else of the mounts", () => {
  const { resource } = everythingSynthesized() as unknown as Stack;
  const mounts = resource.docker_container[ITEMS]!["mounts"] as readonly Container[];
  const etc = { type: "bind", source: "/etc", target: "/host-etc", read_only: true };
  const waiver = { ...WAIVER, rule: "BWK-sensitive-paths", value: "mounts /etc of the host" };
  const reviewedWith = (all: readonly Container[]) =>
    reviewed(edited({ mounts: [...all, etc] }), { waiversOf: () => [waiver] });
  expect(reviewedWith(mounts).verdict).toBe("ok");
  const wider = reviewedWith(mounts.map((one) => ({ ...one, read_only: false })));
  expect(wider.verdict).toBe("needs-acknowledgement");
  expect(wider.changes[0]!.reasons[0]).toMatch(/^may write to /);
});

it("a waiver that the head asks for does not count, and keeps the gate shut", () => {
  const requests = [{ environment: "shop", waiver: WAIVER, kind: "added" as const }];
  expect(reviewed(() => undefined, { requests }).verdict).toBe("needs-acknowledgement");
  expect(risksIn(reviewed(edited({ read_only: false }), { requests }))).toEqual([["platform/items/1", "weakened"]]);
});

it("what cannot be told where a guess would be too dear keeps the gate shut", () => {
  const open = (attribute: string) => reviewed(edited({ [attribute]: "${var.told_later}" }));
  expect(open("user")).toMatchObject({ verdict: "needs-acknowledgement" });
  expect(risksIn(open("cpus"))).toEqual([["platform/items/1", "cannot-tell"]]);
  expect(open("cpus").verdict).toBe("ok");
});

it("an edit that does nothing hides no protection that can no longer be told", () => {
  const review = reviewed((stack) => {
    delete stack.resource.docker_container[ITEMS]!["user"];
  });
  expect(risksIn(review)).toEqual([["platform/items/1", "cannot-tell"]]);
  expect(review.verdict).toBe("needs-acknowledgement");
});

it("what is told of one resource by several is told together, and the gravest first", () => {
  const { resource } = everythingSynthesized() as unknown as Stack;
  const [name, container] = Object.entries(resource.docker_container).find(([, { labels }]) =>
    JSON.stringify(labels).includes('"platform/redis"'),
  )!;
  const mounts = (container["mounts"] as readonly Container[]).map((one) =>
    one["type"] === "volume" && one["read_only"] === false ? { ...one, source: "another" } : one,
  );
  const provisioner = [{ "local-exec": { command: "true" } }];
  const review = reviewed((stack) => {
    stack.resource.docker_container[name] = { ...container, mounts, provisioner };
  });
  const change = review.changes.find(({ address }) => address === `docker_container.${name}`)!;
  expect(change).toMatchObject({ risk: "data-loss", type: "docker_container" });
  expect(change.reasons).toContain("runs commands while it is made");
});

it("a container without the volume that it kept its data on starts empty", () => {
  const review = reviewed((stack) => {
    for (const one of Object.values(stack.resource.docker_container)) {
      const mounts = one["mounts"] as readonly Container[];
      one["mounts"] = mounts.filter(({ source }) => !/-(redis|postgres)-data$/.test(String(source)));
    }
  });
  expect(review.changes.filter(({ risk }) => risk === "data-loss").map(({ path }) => path)).toEqual(
    expect.arrayContaining(["platform/postgres", "platform/redis"]),
  );
});

it("another version of a provider runs other code", () => {
  const review = reviewed((stack) => {
    const terraform = Reflect.get(stack, "terraform") as { required_providers: { docker: { version: string } } };
    terraform.required_providers.docker.version = "~> 5.0";
  });
  expect(review.changes).toMatchObject([{ risk: "runs-code", attributes: [{ before: "~> 4.6", after: "~> 5.0" }] }]);
});
