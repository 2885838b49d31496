/** This machine in Go's words, which Terraform and OpenTofu use as well. */
export interface Platform {
  /** "linux", "darwin". */
  readonly os: string;
  /** "amd64", "arm64". */
  readonly arch: string;
}

const GO_ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

export function platform(os: string = process.platform, arch: string = process.arch): Platform {
  return { os, arch: GO_ARCHITECTURES[arch] ?? arch };
}
