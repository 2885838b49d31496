import { judge } from "../evaluate";
import { holdsSecret } from "../facts/secrets";
import type { Rule } from "../rule";

export const secretsInUploads: Rule<"container"> = {
  id: "BWK-secrets-in-uploads",
  title: "brings no secret with it in a file",
  severity: "high",
  why: "A file that travels with the declaration lies in the repository, in the plan and in the state, for all who may read one of them.",
  fix: "Lay the secret on the host by itself, and mount it.",
  bad: `services:
  web:
    image: registry.example.com/api:1.4.2
    configs: [{ source: shop, target: /config/shop.conf }]
configs:
  shop: { content: "database: postgres://shop:hunter2@db/shop" }`,
  good: `services:
  web:
    image: registry.example.com/api:1.4.2
    configs: [{ source: shop, target: /config/shop.conf }]
configs:
  shop: { content: "database: postgres://shop@db/shop" }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    "https://docs.docker.com/compose/how-tos/use-secrets/",
  ],
  cannotBeWaived: true,
  on: "container",
  needs: ["uploads"],
  check: (container) =>
    judge(container.uploads, "its files", (uploads) => {
      const found = uploads.filter(({ text }) => holdsSecret(text)).map(({ target }) => target);
      return found.length === 0 ? undefined : `brings secrets with it in: ${found.sort().join(", ")}`;
    }),
};
