import { NOT_APPLICABLE, judge } from "../evaluate";
import type { ImageReference } from "../facts/container";
import type { Rule } from "../rule";

/** An address has no name that a certificate could prove; 127.0.0.0/8 is this machine. */
const BARE_ADDRESS = /^(?!127\.)(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])(:\d+)?$/i;

const isOpen = (registry: string): boolean => BARE_ADDRESS.test(registry) || /[^:]:80$/.test(registry);

export const registry: Rule<"container"> = {
  id: "BWK-registry",
  title: "runs an image from a registry that is trusted",
  severity: "medium",
  why: "Whoever runs the registry, or sits between it and the engine where it has no certificate, chooses what is run.",
  fix: "Take the image from a registry with a name and a certificate, one of those that were allowed.",
  bad: `image: 192.0.2.7:5000/api:1.4.2`,
  good: `image: ghcr.io/example/api:1.4.2`,
  references: [
    "CIS Docker Benchmark 1.6, 4.2, 2.5",
    "https://docs.docker.com/reference/cli/dockerd/#insecure-registries",
  ],
  on: "container",
  needs: ["image"],
  check: ({ image }, { registries }) =>
    judge(image, "its image", ({ text, registry, repository }) => {
      // By the id that the engine gave it an image is there already.
      if (registry === "") return NOT_APPLICABLE;
      if (isOpen(registry)) return `runs '${text}', from a registry that nothing proves`;
      const isAllowed = registries?.some((allowed) => covers(allowed, { registry, repository })) ?? true;
      return isAllowed ? undefined : `runs '${text}', from a registry that is not allowed`;
    }),
};

/** `ghcr.io` is all of it, `ghcr.io/example` what lies below. */
const covers = (allowed: string, { registry, repository }: Pick<ImageReference, "registry" | "repository">): boolean =>
  `${registry}/${repository}/`.startsWith(`${allowed.replace(/\/+$/, "")}/`);
