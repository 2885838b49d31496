import type { Finding, Path } from "../problem";
import type { Settings } from "../schema";

interface Placed {
  readonly path: Path;
  readonly owner: string;
  readonly route: string;
}

/** A route needs a way in, and leads to one component. */
export function routeFindings({ platform }: Settings): Finding[] {
  const routes = routesOf(platform);
  if (!platform.haproxy) {
    return routes.map(({ path }) => ({
      path,
      message: "leads nowhere: the platform has no way in; add 'platform.haproxy: {}'",
    }));
  }
  return routes.flatMap(({ path, route }, index) => {
    const earlier = routes.slice(0, index).find((one) => one.route === route);
    const message = `got "${route}", which is the path of "${earlier?.owner}" already`;
    return earlier ? [{ path: [...path, "path"], message, other: [...earlier.path, "path"] }] : [];
  });
}

function routesOf({ layers, ...servers }: Settings["platform"]): Placed[] {
  const placed = Object.entries(layers).flatMap(([name, { route }]) =>
    route ? [{ path: ["platform", "layers", name, "route"], owner: name, route: plain(route.path) }] : [],
  );
  const own = (["grafana", "prometheus"] as const).flatMap((owner) => {
    const route = servers[owner]?.route;
    return route ? [{ path: ["platform", owner, "route"], owner, route: plain(route.path) }] : [];
  });
  return [...placed, ...own];
}

/** `/api/` and `/api` are the same place. */
const plain = (path: string): string => path.replace(/\/+$/, "") || "/";
