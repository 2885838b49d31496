import { isIP } from "node:net";
import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** What a cluster cannot do, or not without being told how. */
export function clusterFindings(settings: Settings): Finding[] {
  if (settings.target !== "kubernetes") return [];
  return [
    ...imageFindings(settings),
    ...storageFindings(settings),
    ...certificateFindings(settings),
    ...externalFindings(settings),
  ];
}

function imageFindings({ images }: Settings): Finding[] {
  if (images.source === "registry") return [];
  return [
    {
      path: ["images", "source"],
      message: `got "${images.source}", but a cluster pulls its images: what is built on this machine is not there; write registry`,
    },
  ];
}

function storageFindings({ cluster, platform }: Settings): Finding[] {
  if (cluster.storage.sharedClass !== undefined) return [];
  const wanted = [
    ...(platform.backup ? [["platform", "backup"]] : []),
    ...(platform.haproxy?.acme ? [["platform", "haproxy", "acme"]] : []),
  ];
  return wanted.map((path) => ({
    path,
    message:
      "needs a volume that several pods mount, and the cluster names no storage class for one; set cluster.storage.sharedClass",
  }));
}

function certificateFindings({ cluster, platform: { haproxy } }: Settings): Finding[] {
  if (!cluster.certManager || !haproxy || haproxy.certificateFile || haproxy.hosts.some(isPublicName)) return [];
  return [
    {
      path: ["platform", "haproxy", "hosts"],
      message: `got ${haproxy.hosts.join(", ")}, but cert-manager issues certificates for public names; add the name that clients type`,
    },
  ];
}

const isPublicName = (host: string): boolean => isIP(host) === 0 && host.includes(".");

function externalFindings({ platform }: Settings): Finding[] {
  return Object.entries(platform.external)
    .filter(([, { url }]) => new URL(url).hostname === "host.docker.internal")
    .map(([name, { url }]) => ({
      path: ["platform", "external", name, "url"],
      message: `got "${url}", which only a Docker host knows; write an address that the cluster's pods can reach`,
    }));
}
