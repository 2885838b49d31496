import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** A login is for a registry, and pins are for images that are pulled; else they would be left out in silence. */
export function imageFindings(settings: Settings): Finding[] {
  const { source, authFile, pins } = settings.images;
  return [
    ...(authFile !== undefined && !namesRegistry(settings)
      ? [{ path: ["images", "authFile"], message: "a login for no registry; add 'images.registry'" }]
      : []),
    ...(pins !== undefined && source === "debian"
      ? [{ path: ["images", "pins"], message: "images built from Debian packages are not pulled; take the pins out" }]
      : []),
    ...Object.entries(pins ?? {}).flatMap(([name, { image }]) =>
      /:latest(@|$)/.test(image)
        ? [
            {
              path: ["images", "pins", name, "image"],
              message: `got "${image}"; latest changes by itself, name a version`,
            },
          ]
        : [],
    ),
  ];
}

function namesRegistry({ images, platform }: Settings): boolean {
  const references = [
    ...Object.values(images.pins ?? {}).map((pin) => pin?.image ?? ""),
    ...Object.values(platform.layers).map(({ image }) => image),
  ];
  return images.registry !== undefined || references.some((reference) => reference.includes("/"));
}
