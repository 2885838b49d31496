import type { Readable } from "node:stream";
import type Docker from "dockerode";

/** A line of the engine's events. https://docs.docker.com/reference/api/engine/version/v1.41/#tag/System/operation/SystemEvents */
interface Died {
  readonly Actor: { readonly Attributes: { readonly name: string; readonly exitCode: string } };
}

/** How containers end while a test watches: 0 by themselves, 137 by SIGKILL. The engine keeps too few events to ask later. */
export class Endings {
  static async watch(docker: Docker): Promise<Endings> {
    const stream = (await docker.getEvents({ filters: JSON.stringify({ event: ["die"] }) })) as Readable;
    return new Endings(stream);
  }

  private readonly died: Died[] = [];

  private constructor(private readonly stream: Readable) {
    let rest = "";
    stream.on("data", (part: Buffer) => {
      const lines = (rest + part.toString()).split("\n");
      rest = lines.pop() ?? "";
      this.died.push(...lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Died));
    });
  }

  /** The exit codes of the containers of this name, the first one first; each is told once. */
  take(name: string): readonly number[] {
    const mine = this.died.filter(({ Actor }) => Actor.Attributes.name === name);
    for (const one of mine) this.died.splice(this.died.indexOf(one), 1);
    return mine.map(({ Actor }) => Number(Actor.Attributes.exitCode));
  }

  stop(): void {
    this.stream.destroy();
  }
}
