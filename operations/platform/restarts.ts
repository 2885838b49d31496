import type Docker from "dockerode";
import type { Manifest } from "../manifest";

interface Events extends NodeJS.ReadableStream {
  destroy(): void;
}

interface EngineEvent {
  readonly Action: string;
  readonly timeNano: number;
  readonly Actor: { readonly Attributes: Readonly<Record<string, string>> };
}

/** Measures how long what cannot roll is away while it is replaced: from its end until its successor is healthy. */
export class RestartWatch {
  /** Listens from now on: the engine remembers only its last few hundred events. */
  static async begin(docker: Docker, manifest: Manifest): Promise<RestartWatch> {
    const filters = { type: ["container"], label: [`bulwark.environment=${manifest.environment}`] };
    const stream = await docker.getEvents({ filters: JSON.stringify(filters) });
    return new RestartWatch(stream as Events, manifest);
  }

  private readonly endedAt = new Map<string, number>();
  private readonly away: Record<string, number> = {};
  private rest = "";

  private constructor(
    private readonly stream: Events,
    private readonly manifest: Manifest,
  ) {
    stream.on("data", (part: Buffer) => this.read(part.toString()));
  }

  /** Seconds by component, for those that ended and came back healthy. */
  end(): Readonly<Record<string, number>> {
    this.stream.destroy();
    return this.away;
  }

  private read(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") this.note(JSON.parse(line) as EngineEvent);
  }

  private note({ Action, timeNano, Actor }: EngineEvent): void {
    const name = Actor.Attributes["name"];
    const component = this.manifest.containers.find((container) => container.name === name)?.component;
    if (component === undefined) return;
    const ended = this.endedAt.get(component);
    if (Action === "die" && ended === undefined) this.endedAt.set(component, timeNano);
    if (Action !== "health_status: healthy" || ended === undefined) return;
    this.away[component] = Math.round((timeNano - ended) / 1e8) / 10;
    this.endedAt.delete(component);
  }
}
