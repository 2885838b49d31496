import { distribution, type Distribution } from "./distribution";
import { privilege, runAsRoot, type Privilege } from "./privilege";
import type { Report } from "./report";

/** May the set-up install packages of the distribution, and if so with whose rights. */
export type InstallRight =
  { readonly allowed: true; readonly as: string } | { readonly allowed: false; readonly why: string };

export async function mayInstallPackages(): Promise<InstallRight> {
  return installRight(distribution(), await privilege());
}

export function installRight({ name, usesApt }: Distribution, rights: Privilege): InstallRight {
  if (!usesApt) return { allowed: false, why: `${name} is neither Debian nor Ubuntu` };
  if (rights === "none")
    return { allowed: false, why: "this user is not root, and sudo without a password is not allowed" };
  return { allowed: true, as: rights === "root" ? "as root" : "with sudo" };
}

/** Nobody is there to answer: no questions, no restarts of other services, and another apt is waited for. */
const NON_INTERACTIVE = { DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_MODE: "a" };
const OPTIONS = ["-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"];

/**
 * Installs packages of the distribution; the caller has said so first. The package lists are fetched only when the
 * packages are not known or no longer served under the version that the lists name.
 */
export async function installPackages(packages: readonly string[], report: Report): Promise<void> {
  try {
    await install(packages, report);
  } catch {
    report("apt-get could not install them with the package lists of this machine; running apt-get update first");
    await apt(["update"], report);
    await install(packages, report);
  }
}

async function install(packages: readonly string[], report: Report): Promise<void> {
  await apt(["install", "-y", "--no-install-recommends", ...packages], report);
}

/** A mirror that hangs is given half an hour, which also covers a slow line. */
async function apt(args: readonly string[], report: Report): Promise<void> {
  await runAsRoot(["apt-get", ...OPTIONS, ...args], { env: NON_INTERACTIVE, onLine: report, timeoutSeconds: 1800 });
}
