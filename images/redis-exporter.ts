import type { Recipe } from "./recipe";

/** https://github.com/oliver006/redis_exporter/blob/master/docker/Dockerfile (the variant with a shell). */
export const redisExporter: Recipe = {
  name: "redis-exporter",
  version: "1.45",
  packages: ["prometheus-redis-exporter"],
  users: { exporter: 59000 },
  user: "59000:59000",
  links: { "/redis_exporter": "/usr/bin/prometheus-redis-exporter" },
  entrypoint: ["/redis_exporter"],
  ports: [9121],
};
