import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { componentLines, loadEnvironment, type Environment } from "../../config";
import type { Location } from "../../policies/facts/fact";
import type { Waiver } from "../../policies/waivers";
import type { WaiverRequest } from "../../review/model";

interface KnownEnvironment extends Environment {
  readonly lineOf: (constructPath: string) => number;
}

/** The YAML of the environments that an output was made of, as far as it lies there, by the stack's name. */
export class SideEnvironments {
  private readonly known = new Map<string, KnownEnvironment | undefined>();

  /** @param folder cdktf's output: the environments lie in it, or beside it */
  constructor(private readonly folder: string) {}

  waiversOf(stack: string): readonly Waiver[] {
    return this.of(stack)?.settings.waivers ?? [];
  }

  placeOf(stack: string, constructPath: string): Location | undefined {
    const environment = this.of(stack);
    return environment && { file: environment.file, line: environment.lineOf(constructPath) };
  }

  private of(stack: string): KnownEnvironment | undefined {
    if (!this.known.has(stack)) this.known.set(stack, this.load(stack));
    return this.known.get(stack);
  }

  private load(stack: string): KnownEnvironment | undefined {
    const inside = join(resolve(this.folder), "environments");
    const folder = existsSync(inside) ? inside : join(dirname(resolve(this.folder)), "environments");
    const file = join(folder, `${stack}.yaml`);
    if (!existsSync(file)) return undefined;
    const environment = loadEnvironment(file);
    return { ...environment, lineOf: componentLines(environment.text) };
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
