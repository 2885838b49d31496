import type Docker from "dockerode";
import type { Task } from "../../../constructs/core";
import type { Manifest } from "../../../operations/manifest";
import type { Reading } from "./edit";
import type { Row } from "./rows";
import { ended, running } from "./seen";

/** What one row showed at one time. */
export interface Observed {
  readonly value: unknown;
  /** Of the container, and Terraform's address of it; undefined where there is none. */
  readonly id?: string;
  readonly address?: string;
}

type Inspected = Docker.ContainerInspectInfo;
type ByPath = Readonly<Record<string, Inspected>>;

/** Everything that runs or ran of an environment, by component and path below it. */
export class Platform {
  static async read(docker: Docker, manifest: Manifest): Promise<Platform> {
    const filters = { label: [`bulwark.environment=${manifest.environment}`] };
    const found = await docker.listContainers({ all: true, filters });
    const inspected = await Promise.all(found.map(({ Id }) => docker.getContainer(Id).inspect()));
    return new Platform(docker, manifest, inspected);
  }

  private constructor(
    private readonly docker: Docker,
    private readonly manifest: Manifest,
    private readonly containers: readonly Inspected[],
  ) {}

  /** Names of containers that the manifest lacks, that of the configuration aside. */
  get strays(): readonly string[] {
    const declared = this.declared.map(({ name }) => name);
    const services = this.containers.filter(({ Config }) => Config.Labels["bulwark.kind"] !== "config");
    return services.map(({ Name }) => Name.slice(1)).filter((name) => !declared.includes(name));
  }

  idOf(component: string): string | undefined {
    return this.firstOf(component)?.Id;
  }

  ofComponent({ id, edit }: Row): Promise<Observed> {
    return this.observe(edit.reading, id, this.firstOf(id));
  }

  /** @param component that has the job */
  ofJob({ id, edit }: Row<Task>, component: string): Promise<Observed> {
    const siblings = this.below(component);
    const names = [edit.from, edit.to].map(({ name = id }) => name);
    const found = names.map((name) => siblings[`job-${name}`]).find((one) => one !== undefined);
    return this.observe(edit.reading, component, found);
  }

  private async observe(reading: Reading, component: string, found: Inspected | undefined): Promise<Observed> {
    if (!found) return { value: undefined };
    const container = found.State.Running ? running(found) : ended(found, await this.log(found.Id));
    const value = reading.of({ ...container, siblings: this.below(component), component, manifest: this.manifest });
    const declared = this.declared.find(({ name }) => name === found.Name.slice(1));
    return { value, id: found.Id, ...(declared ? { address: declared.address } : {}) };
  }

  private get declared() {
    return [...this.manifest.containers, ...this.manifest.jobs];
  }

  private firstOf(component: string): Inspected | undefined {
    const siblings = this.below(component);
    return siblings[""] ?? siblings["1"];
  }

  private below(component: string): ByPath {
    const paths = this.containers.flatMap((one): [string, Inspected][] => {
      const [first, ...rest] = (one.Config.Labels["bulwark.path"] ?? "").split("/");
      return first === component ? [[rest.join("/"), one]] : [];
    });
    return Object.fromEntries(paths.sort(([a], [b]) => a.localeCompare(b)));
  }

  /** Each piece of a log has a head of eight bytes. https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ContainerAttach */
  private async log(id: string): Promise<string> {
    const all = await this.docker.getContainer(id).logs({ stdout: true, stderr: true });
    let text = "";
    for (let at = 0; at < all.length; at += 8 + all.readUInt32BE(at + 4)) {
      text += all.subarray(at + 8, at + 8 + all.readUInt32BE(at + 4)).toString();
    }
    return text;
  }
}
