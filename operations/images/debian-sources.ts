import { RELEASE } from "../../images/base";
import { runTool } from "./run-tool";

export const DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

const SUITES = [RELEASE, `${RELEASE}-updates`, `${RELEASE}-security`];

const PUBLIC_ARCHIVE = [
  `http://deb.debian.org/debian/|${SUITES[0]}|main`,
  `http://deb.debian.org/debian/|${SUITES[1]}|main`,
  `http://deb.debian.org/debian-security/|${SUITES[2]}|main`,
];

/**
 * The system's own Debian mirrors where it has some for the release of the images, else Debian's public ones.
 * Third parties reuse Debian's release names, so only addresses that end like Debian's archives count, and every one is
 * checked against Debian's keys: a package of somebody else never gets into an image.
 * @param targets one line `address|suite|component` per package list that the system's apt knows
 */
export function debianSources(targets: string, keyring: string = DEBIAN_KEYRING): string {
  const own = targets.split("\n").filter(isDebianArchive);
  const chosen = own.length > 0 ? own : PUBLIC_ARCHIVE;
  return chosen.map((line) => `deb [signed-by=${keyring}] ${line.split("|").join(" ")}\n`).join("");
}

function isDebianArchive(line: string): boolean {
  const [address = "", suite = "", component] = line.split("|");
  return component === "main" && SUITES.includes(suite) && /\/debian(-security)?\/?$/.test(address);
}

/** What the system's apt knows, in the form that `debianSources` reads. */
export function systemTargets(): Promise<string> {
  const format = "$(REPO_URI)|$(RELEASE)|$(COMPONENT)";
  return runTool("apt-get", ["indextargets", "--format", format, "Created-By: Packages"]);
}
