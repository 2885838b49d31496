import { kubernetesPlatform } from "../../../policies/readers/kubernetes";
import type { DeclaredRelease, RenderedRelease } from "../../../review/rendered";
import { firstLine } from "./first-line";
import type { RenderedSide, RenderedSides, RenderedStack, Sides, StackReleases } from "./sides";

/** A rendered release, or why it is none, as a clause of its own. */
export type Outcome = RenderedRelease | string;
export type Outcomes = ReadonlyMap<DeclaredRelease, Outcome>;

interface Pair {
  readonly stack: string;
  readonly address: string;
  readonly base: Outcome | undefined;
  readonly head: Outcome | undefined;
}

/** What both sides have of each release, and what is left out. */
export class Pairing {
  private readonly leftOut = new Map<string, string[]>();
  private readonly warnings = new Map<string, string[]>();

  constructor(
    private readonly sides: Sides,
    private readonly outcomes: Outcomes,
  ) {}

  result(): RenderedSides {
    const names = [...new Set([...this.sides.base, ...this.sides.head].map(({ name }) => name))];
    const stacks = new Map(names.map((name) => [name, this.stack(name)] as const));
    const lines = [...this.leftOut].map(([why, addresses]) => `${listed(addresses)}: not examined, ${why}`);
    const all = [...stacks.values()].flatMap(({ base, head }) => [...base.releases, ...head.releases]);
    const random = new Set(all.flatMap(({ random: paths }) => paths.map((path) => `${path}: random at every render`)));
    return { stacks, leftOut: [...lines, ...random], warnings: this.warnings };
  }

  private stack(name: string): RenderedStack {
    const pairs = this.pairsOf(name);
    const whole = pairs.filter((pair) => this.isWhole(pair));
    return this.settled(name, whole);
  }

  private pairsOf(name: string): readonly Pair[] {
    const of = (side: readonly StackReleases[]) => side.find((one) => one.name === name)?.releases ?? [];
    const [base, head] = [of(this.sides.base), of(this.sides.head)];
    const byAddress = new Map(base.map((release) => [release.address, release]));
    const outcome = (release: DeclaredRelease | undefined) => release && this.outcomes.get(release);
    const pairs = head.map((release): Pair => {
      const previous = this.sides.previousAddress(name, release.address);
      const before = byAddress.get(previous);
      byAddress.delete(previous);
      return { stack: name, address: release.address, base: outcome(before), head: outcome(release) };
    });
    const gone = [...byAddress.values()].map((release): Pair => ({
      stack: name,
      address: release.address,
      base: outcome(release),
      head: undefined,
    }));
    return [...pairs, ...gone];
  }

  private isWhole({ stack, address, base, head }: Pair): boolean {
    const why = [head, base].find((one) => typeof one === "string");
    if (why === undefined) return true;
    this.leaveOut(stack, address, why);
    if (typeof head === "string" && base !== undefined && typeof base !== "string") {
      const warning = `${address} could be rendered before the change, and no longer can: ${head}`;
      this.warnings.set(stack, [...(this.warnings.get(stack) ?? []), warning]);
    }
    return false;
  }

  private leaveOut(stack: string, address: string, why: string): void {
    const known = this.leftOut.get(why);
    if (known) known.push(`${stack}/${address}`);
    else this.leftOut.set(why, [`${stack}/${address}`]);
  }

  /** Objects that no cluster takes, or that two releases bring, make a rendering unreadable: the releases that have them go. */
  private settled(stack: string, pairs: readonly Pair[]): RenderedStack {
    try {
      return { base: sideOf(pairs, "base"), head: sideOf(pairs, "head") };
    } catch (error) {
      const readable = pairs.filter((pair) => {
        const why = reasonOf(pair);
        if (why !== undefined) this.leaveOut(stack, pair.address, `what it renders cannot be read: ${why}`);
        return why === undefined;
      });
      if (readable.length < pairs.length) return this.settled(stack, readable);
      for (const { address } of pairs) this.leaveOut(stack, address, `with others beside it ${firstLine(error)}`);
      const nothing: RenderedSide = { releases: [], platform: undefined };
      return { base: nothing, head: nothing };
    }
  }
}

/** @throws UnreadableSource for what no cluster takes */
function sideOf(pairs: readonly Pair[], side: "base" | "head"): RenderedSide {
  const releases = pairs.flatMap((pair) => {
    const outcome = pair[side];
    return outcome === undefined || typeof outcome === "string" ? [] : [outcome];
  });
  if (releases.length === 0) return { releases, platform: undefined };
  const stack = pairs[0]!.stack;
  const texts = releases.map(({ name, namespace, text }) => ({ file: `${stack}/${name}.yaml`, text, namespace }));
  return { releases, platform: kubernetesPlatform(texts) };
}

/** Why a release alone cannot be read; undefined where it can. */
function reasonOf(pair: Pair): string | undefined {
  try {
    for (const side of ["base", "head"] as const) sideOf([pair], side);
    return undefined;
  } catch (error) {
    return firstLine(error);
  }
}

const MOST_NAMED = 10;

const listed = (names: readonly string[]): string => {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more` : names.join(", ");
};
