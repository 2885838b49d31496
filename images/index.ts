import { haproxy } from "./haproxy";
import { nodeExporter } from "./node-exporter";
import { postgres } from "./postgres";
import { prometheus } from "./prometheus";
import type { Recipe } from "./recipe";
import { redis } from "./redis";
import { registry } from "./registry";
import { service } from "./service";

/** Every image that is built from Debian packages. A new one is a recipe file and an entry here. */
export const RECIPES: readonly Recipe[] = [haproxy, nodeExporter, postgres, prometheus, redis, registry, service];
