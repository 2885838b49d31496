import { chownSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { outcomeOf } from "../engine/engine";

const BALLAST = "ballast";

/** A file system of a few MiB on which a data volume lies, made before the platform is: `up` takes the volume that is there. */
export class SmallDisk {
  static async under(docker: Docker, volume: string, sizeMiB: number, uid: number): Promise<SmallDisk> {
    const folder = mkdtempSync(join(tmpdir(), "bulwark-disk-"));
    await mountCommand("mount", "-t", "tmpfs", "-o", `size=${sizeMiB}m,mode=0700`, "tmpfs", folder);
    chownSync(folder, uid, uid);
    const options = { type: "none", o: "bind", device: folder };
    await docker.createVolume({ Name: volume, Driver: "local", DriverOpts: options });
    return new SmallDisk(folder);
  }

  private constructor(private readonly folder: string) {}

  /** Leaves no byte free. */
  fill(): void {
    for (let free = this.free(); free > 0; free = this.free()) {
      writeFileSync(join(this.folder, BALLAST), Buffer.alloc(Math.min(free, 8 * 1024 * 1024)), { flag: "a" });
    }
  }

  makeRoom(): void {
    rmSync(join(this.folder, BALLAST));
  }

  async remove(): Promise<void> {
    await mountCommand("umount", "-l", this.folder);
    rmdirSync(this.folder);
  }

  private free(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }
}

async function mountCommand(program: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await outcomeOf(program, args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}
