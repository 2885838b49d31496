import type { TestProject } from "./project";

/** A layer of the small platform that several suites deploy. */
export interface ShopLayer {
  readonly name: string;
  readonly port: number;
  /** What the way in leads to it. */
  readonly path: string;
}

export const ORDERS: ShopLayer = { name: "orders", port: 8001, path: "/v1/items" };
export const STOCK: ShopLayer = { name: "stock", port: 8002, path: "/health" };
export const BILLING: ShopLayer = { name: "billing", port: 8003, path: "/ready" };

/** Postgres, Redis, the way in, and layers that use both servers: everything that layers share. */
export function shopYaml(layers: readonly ShopLayer[]): string {
  const schemas = layers.map(({ name }) => `${name}: items.sql`).join(", ");
  return `target: docker
images: { source: debian }
platform:
  postgres: { memoryMiB: 256, maxConnections: 20, schemas: { ${schemas} } }
  redis: { memoryMiB: 64 }
  haproxy: { httpsPort: 8443, httpPort: 8080 }
  layers:
${layers.map(layerYaml).join("\n")}
`;
}

/** Nobody asks while a test restarts them, so they need not serve on. */
const layerYaml = ({ name, port, path }: ShopLayer) =>
  `    ${name}: { image: reference-service, port: ${port}, uses: [postgres, redis], env: { DRAIN_SECONDS: "0" }, route: { path: ${path}, auth: token } }`;

const ITEMS_SQL = `CREATE TABLE IF NOT EXISTS items (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);\n`;

/** Writes the environment `shop` with these layers into the project. */
export async function writeShop(project: TestProject, layers: readonly ShopLayer[]): Promise<void> {
  await project.write("environments/items.sql", ITEMS_SQL);
  await project.write("environments/shop.yaml", shopYaml(layers));
}
