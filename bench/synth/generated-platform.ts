/**
 * An environment of any size: behind the usual servers and the way in so many layers. Each uses a server and the layer
 * before it, up to ten in a row; every tenth is there twice and has a route; the last one gets the registry of all.
 */
export function generatedPlatform(layers: number): object {
  const all = Array.from({ length: layers }, (_, index) => [nameOf(index), layer(index, layers)] as const);
  return {
    target: "docker",
    // Their own, those of the servers, and the edges.
    hosts: { main: { networks: layers + 20 } },
    images: { source: "debian" },
    platform: {
      postgres: {},
      redis: {},
      haproxy: {},
      prometheus: {},
      nodeExporter: {},
      layers: Object.fromEntries(all),
    },
  };
}

const IN_A_ROW = 10;
const PORT = 8080;

function layer(index: number, layers: number): object {
  if (index === layers - 1) return { image: "reference-service", port: PORT, env: { ROLE: "hub" }, registry: true };
  const server = index % 2 === 0 ? "postgres" : "redis";
  const isFirst = index % IN_A_ROW === 0;
  return {
    image: "reference-service",
    port: PORT,
    services: [`service-${index + 1}`],
    uses: isFirst ? [server] : [server, nameOf(index - 1)],
    ...(isFirst ? { replicas: 2, route: { path: `/${nameOf(index)}`, auth: "token" } } : {}),
  };
}

const nameOf = (index: number) => `layer-${index + 1}`;
