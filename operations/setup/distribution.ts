import { readFileSync } from "node:fs";

/** What `/etc/os-release` says. https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
export interface Distribution {
  /** For people: "Debian GNU/Linux 12 (bookworm)". */
  readonly name: string;
  /** True for Debian, Ubuntu and what is made from them. */
  readonly usesApt: boolean;
}

export function distribution(file = "/etc/os-release"): Distribution {
  try {
    return readDistribution(readFileSync(file, "utf8"));
  } catch {
    return { name: `an unknown system (there is no ${file})`, usesApt: false };
  }
}

export function readDistribution(osRelease: string): Distribution {
  const value = (key: string) => new RegExp(`^${key}=["']?(.*?)["']?$`, "m").exec(osRelease)?.[1] ?? "";
  const family = [value("ID"), ...value("ID_LIKE").split(/\s+/)];
  return {
    name: value("PRETTY_NAME") || value("ID") || "an unknown system",
    usesApt: family.includes("debian") || family.includes("ubuntu"),
  };
}
