import { fileOutsideConfig } from "../../../core/errors";
import type { ConfigFile } from "../../../core";
import { shortHash, stable } from "./generation";

export interface ConfigVolume {
  readonly name: string;
  readonly files: readonly ConfigFile[];
}

/** Nothing hidden, and no way up. */
const PLAIN_PATH = /^[a-z0-9][\w.-]*(\/[a-z0-9][\w.-]*)*$/i;

/** Configuration by content: each distinct set of files is one volume, named by its hash and never changed. */
export class ConfigVolumes {
  private readonly volumes = new Map<string, ConfigVolume>();

  constructor(private readonly environment: string) {}

  /** The volume that holds these files; undefined for none. */
  add(files: readonly ConfigFile[]): string | undefined {
    if (files.length === 0) return undefined;
    const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name } of sorted) if (!PLAIN_PATH.test(name)) throw fileOutsideConfig(name);
    const name = `${this.environment}-config-${shortHash(stable(sorted), 12)}`;
    this.volumes.set(name, { name, files: sorted });
    return name;
  }

  all(): readonly ConfigVolume[] {
    return [...this.volumes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
