import { randomUUID } from "node:crypto";
import type Docker from "dockerode";
import type { Confirm } from "../confirm";
import type { Deployment } from "../deployment";
import { emptyState, type TerraformState } from "../terraform/state";
import type { TerraformRunner } from "../terraform/runner";
import { withoutFailedRolls } from "../terraform/failed-rolls";
import { newClaim, readClaim, writeClaim, type Claim, type Generation } from "./claim";
import { ofAnotherInstallation, strangersFound } from "./errors";
import { withGenerations } from "./generations";
import { namesOf, removeStrangers, removeWithGrace, strangersOf, type Strangers } from "./strangers";

export { readClaim, type Generation } from "./claim";
export { declaredGenerations } from "./generations";
export { EnvironmentLock, whileLocked } from "./lock";

export interface Adoption {
  /** Takes over what another installation left, or what a lost state knew. */
  readonly adopt: boolean;
  readonly confirm: Confirm;
}

interface Recognised {
  readonly state: TerraformState | undefined;
  readonly claim: Claim | undefined;
  readonly mended: readonly string[];
}

/**
 * One deployment of an environment with its state. Its id is the lineage of that state, so it travels with the state and
 * needs no file of its own; on the Docker host the environment's name is claimed for it.
 */
export class Installation {
  private claim: Claim | undefined;

  constructor(
    private readonly deployment: Deployment,
    private readonly terraform: TerraformRunner,
  ) {}

  /**
   * Makes sure that the environment is this installation's, or becomes it, and that its state tells what is there.
   *
   * @returns what was mended, in words
   * @throws BulwarkError with exit code 1 when the environment of this host is another installation's
   */
  async open(adoption: Adoption): Promise<readonly string[]> {
    const { paths } = this.deployment;
    const { state, claim, mended } = await this.recognise(adoption);
    const { lineage } = state ?? (await this.newState());
    if (claim?.installation === lineage) this.claim = claim;
    else await this.write(newClaim(lineage, paths.root));
    return mended;
  }

  /** What was last found healthy of a layer, and what before that; undefined for one that does not roll. */
  layer(name: string): Claim["layers"][string] | undefined {
    return this.claim?.layers[name];
  }

  /** Notes what is healthy now, and how long what had to restart was away, for the next plan and for a rollback. */
  async note(healthy: Readonly<Record<string, Generation>>, restarts: Readonly<Record<string, number>>): Promise<void> {
    const claim = this.claim!;
    const next = withGenerations(
      { ...claim, restartSeconds: { ...claim.restartSeconds, ...restarts } },
      { ...healthy },
    );
    if (JSON.stringify(next) !== JSON.stringify(claim)) await this.write(next);
  }

  /** The same for one layer, where nothing else was changed. */
  noteLayer(name: string, healthy: Generation): Promise<void> {
    const others = Object.entries(this.claim!.layers).map(([other, { current }]) => [other, current] as const);
    return this.note({ ...Object.fromEntries(others), [name]: healthy }, {});
  }

  private async write(claim: Claim): Promise<void> {
    const { docker, manifest } = this.deployment;
    await writeClaim(docker, manifest, claim);
    this.claim = claim;
  }

  /** The same for one that is to go: what an interrupted apply left behind is removed, a roll that failed is undone. */
  async recognise(adoption: Adoption): Promise<Recognised> {
    const { docker, manifest } = this.deployment;
    const found = await this.terraform.pullState();
    const claim = await readClaim(docker, manifest);
    const strangers = await strangersOf(docker, manifest.environment, found);
    const names = namesOf(strangers);
    if (!adoption.adopt) refuseForeign(manifest.environment, { state: found, claim, names });
    else if (names.length > 0) await adoption.confirm(`this removes ${names.join(", ")}; their data stays`);
    const state = await this.withoutStrangers(found, strangers);
    const undone = state ? await this.undoFailedRolls(state, { keepFirst: false }) : [];
    return { state, claim, mended: [...names.map((name) => `removed ${name}: an interrupted run left it`), ...undone] };
  }

  /** After an apply that failed: the earlier generation is the current one again. */
  async mend(): Promise<readonly string[]> {
    const { docker, manifest } = this.deployment;
    const found = await this.terraform.pullState();
    const state = await this.withoutStrangers(found, await strangersOf(docker, manifest.environment, found));
    return state ? this.undoFailedRolls(state, { keepFirst: true }) : [];
  }

  /**
   * Removes what the state does not know. The state is written first, unchanged, which fails while a run of another
   * machine holds it: what looks left over may be what that one is just making.
   */
  private async withoutStrangers(
    state: TerraformState | undefined,
    strangers: Strangers,
  ): Promise<TerraformState | undefined> {
    if (namesOf(strangers).length === 0) return state;
    const written = state && (await this.terraform.pushState(state));
    await removeStrangers(this.deployment.docker, strangers);
    return written;
  }

  private async undoFailedRolls(
    state: TerraformState,
    { keepFirst }: { readonly keepFirst: boolean },
  ): Promise<readonly string[]> {
    const { docker } = this.deployment;
    const running = await runningIds(docker);
    const isRunning = (id: string) => running.has(id);
    const { state: undone, discarded, restored } = withoutFailedRolls(state, { isRunning, keepFirst });
    if (discarded.length + restored.length === 0) return [];
    // Before their containers go: a state that still holds them would be read as a roll that failed.
    await this.terraform.pushState(undone);
    await Promise.all(discarded.map((id) => removeWithGrace(docker, id)));
    return restored.map((name) => `${name}: the generation before serves on`);
  }

  /** An empty one with an id, so that the host is claimed before anything is made there. */
  private async newState(): Promise<TerraformState> {
    await this.terraform.pushState(emptyState(randomUUID()));
    // The first state of a bucket gets a lineage of Terraform's own making, whatever it was pushed with.
    return (await this.terraform.pullState())!;
  }
}

function refuseForeign(
  environment: string,
  { state, claim, names }: Pick<Recognised, "state" | "claim"> & { readonly names: readonly string[] },
): void {
  if (claim && claim.installation !== state?.lineage) throw ofAnotherInstallation(environment, claim);
  if (!claim && names.length > 0) throw strangersFound(environment, names);
}

async function runningIds(docker: Docker): Promise<ReadonlySet<string>> {
  return new Set((await docker.listContainers()).map(({ Id }) => Id));
}
