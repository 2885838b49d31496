import type { Image } from "../../../core";
import type { ConfigVolume } from "./config-volumes";
import type { Attributes } from "./container-attributes";

/**
 * Configuration travels with Terraform: one container that is created and never started takes the files into the volumes
 * mounted there. The engine writes into the volumes of a container that does not run, so no process is needed.
 */
export function configHolderAttributes(image: Image, volumes: readonly ConfigVolume[]): Attributes {
  return {
    image: image.reference,
    user: image.user,
    // The provider copies to `/`, which the engine refuses below a read-only root, even into a volume.
    readOnly: false,
    networkMode: "none",
    capabilities: { drop: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    ipcMode: "private",
    // It never runs; said all the same, so that no container is without.
    memory: 16,
    memorySwap: 16,
    cpus: "0.1",
    start: false,
    mustRun: false,
    restart: "no",
    logDriver: "json-file",
    logOpts: { "max-size": "1m", "max-file": "1" },
    mounts: volumes.map(({ name }) => ({ type: "volume", source: name, target: `/config/${name}` })),
    upload: volumes.flatMap(({ name, files }) =>
      files.map((file) => ({
        file: `/config/${name}/${file.name}`,
        contentBase64: Buffer.from(file.content).toString("base64"),
        permissions: "0444",
      })),
    ),
  };
}
