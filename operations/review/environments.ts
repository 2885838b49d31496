import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Environment } from "../../config";
import type { Location } from "../../policies/facts/fact";
import type { Waiver } from "../../policies/waivers";
import type { WaiverRequest } from "../../review/model";

interface KnownEnvironment extends Environment {
  readonly lineOf: (constructPath: string) => number;
}

/** The YAML of the environments that an output was made of, as far as it lies there, by the stack's name. */
export class SideEnvironments {
  /** @param folder cdktf's output: the environments lie in it, or beside it */
  static async in(folder: string, stacks: readonly string[]): Promise<SideEnvironments> {
    const inside = join(resolve(folder), "environments");
    const environments = existsSync(inside) ? inside : join(dirname(resolve(folder)), "environments");
    const files = stacks.map((stack) => [stack, join(environments, `${stack}.yaml`)] as const);
    const there = files.filter(([, file]) => existsSync(file));
    if (there.length === 0) return new SideEnvironments(new Map());
    // The schemas of all settings take as long to load as a small review takes.
    const { componentLines, loadEnvironment } = await import("../../config/index.js");
    return new SideEnvironments(
      new Map(
        there.map(([stack, file]) => {
          const environment = loadEnvironment(file);
          return [stack, { ...environment, lineOf: componentLines(environment.text) }];
        }),
      ),
    );
  }

  private constructor(private readonly known: ReadonlyMap<string, KnownEnvironment>) {}

  waiversOf(stack: string): readonly Waiver[] {
    return this.known.get(stack)?.settings.waivers ?? [];
  }

  placeOf(stack: string, constructPath: string): Location | undefined {
    const environment = this.known.get(stack);
    return environment && { file: environment.file, line: environment.lineOf(constructPath) };
  }
}

/** Waivers of the head that the base has not, or not as wide. */
export function requestsOf(
  environment: string,
  base: readonly Waiver[],
  head: readonly Waiver[],
): readonly WaiverRequest[] {
  return head.flatMap((waiver): WaiverRequest[] => {
    const before = base.filter(({ rule, subject }) => rule === waiver.rule && subject === waiver.subject);
    if (before.some(({ value, until }) => value === waiver.value && until >= waiver.until)) return [];
    return [{ environment, waiver, kind: before.length === 0 ? "added" : "widened" }];
  });
}
