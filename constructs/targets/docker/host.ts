export interface HostOptions {
  /** Where the engine listens: `unix://`, `tcp://` or `ssh://`. @default unix:///var/run/docker.sock */
  readonly docker?: string;
  /** The host's address that published ports are bound to. @default 127.0.0.1 */
  readonly publishOn?: string;
  /** Major version of the engine; 25 and newer probe faster while a container starts. @default 20 */
  readonly engine?: number;
}

/** A Docker host as seen from the machine that applies. */
export class Host {
  static local(): Host {
    return new Host({});
  }

  static of(options: HostOptions): Host {
    return new Host(options);
  }

  readonly docker: string;
  readonly publishOn: string;
  readonly engine: number;

  private constructor(options: HostOptions) {
    this.docker = options.docker ?? "unix:///var/run/docker.sock";
    this.publishOn = options.publishOn ?? "127.0.0.1";
    this.engine = options.engine ?? 20;
  }
}
