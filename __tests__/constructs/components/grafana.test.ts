import { parse } from "yaml";
import { Grafana, type GrafanaProps } from "../../../constructs/components/grafana";
import { HAProxy } from "../../../constructs/components/haproxy";
import { NodeExporter } from "../../../constructs/components/node-exporter";
import { Prometheus } from "../../../constructs/components/prometheus";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { RouteAuth, type Spec } from "../../../constructs/core";
import { OWN_IMAGE } from "../../support/constructs/images";
import { fileOf, recorded } from "../../support/constructs/recording-target";

interface Board {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
}

const grafana = (props: GrafanaProps = {}) =>
  recorded((scope) => {
    new Grafana(scope, "grafana", props);
    new Prometheus(scope, "prometheus", { route: { path: "/prometheus", auth: RouteAuth.PASSWORD } });
    new HAProxy(scope, "haproxy");
    new NodeExporter(scope, "node-exporter");
    for (const name of ["orders", "billing"]) new ServiceLayer(scope, name, { image: OWN_IMAGE, port: 8080 });
    new ServiceLayer(scope, "legacy", { image: OWN_IMAGE, port: 8081, metricsPath: null });
  }).spec("grafana");

const spec = grafana();
const boardsOf = ({ files }: Spec) =>
  files.filter(({ name }) => name.startsWith("boards/")).map(({ content }) => JSON.parse(content) as Board);
const board = (name: string) => boardsOf(spec).find(({ uid }) => uid === `bulwark-${name}`)!;

describe("the dashboards of Grafana", () => {
  it("are the overview, and one for each kind of component that there is", () => {
    expect(boardsOf(spec).map(({ title }) => title)).toEqual([
      ...["Platform", "Service layers", "Way in", "Host", "Monitoring itself"],
    ]);
  });

  it("let one choose among the layers that have metrics", () => {
    expect(board("layers").templating.list).toMatchObject([{ name: "layer", query: "billing,orders" }]);
  });

  it("ask something with every panel", () => {
    const empty = boardsOf(spec).flatMap(({ panels }) =>
      panels.filter(({ targets }) => targets.length === 0 || targets.some(({ expr }) => expr === "")),
    );
    expect(empty).toEqual([]);
  });

  it("are read from where the provisioning says", () => {
    const { providers } = parse(fileOf(spec, "dashboards/bulwark.yaml")) as {
      readonly providers: readonly { readonly options: { readonly path: string } }[];
    };
    expect(providers.map(({ options }) => options.path)).toEqual(["/config/boards"]);
    expect(spec.environment["GF_PATHS_PROVISIONING"]).toBe("/config");
  });
});

it("asks the Prometheus that there is, on its path", () => {
  const { datasources } = parse(fileOf(spec, "datasources/prometheus.yaml")) as {
    readonly datasources: readonly { readonly url: string }[];
  };
  expect(datasources.map(({ url }) => url)).toEqual(["http://prometheus:9090/prometheus"]);
});

it("gets its passwords as files", () => {
  expect(spec.secrets.map(({ secret }) => secret.name)).toEqual(["grafana-admin", "grafana-signing"]);
  expect(spec.environment["GF_SECURITY_ADMIN_PASSWORD__FILE"]).toBe("/run/secrets/grafana-admin");
});

it("lets nobody in without a password", () => {
  expect(spec.environment).toMatchObject({ GF_AUTH_ANONYMOUS_ENABLED: "false", GF_USERS_ALLOW_SIGN_UP: "false" });
});

it("answers below its route", () => {
  const routed = grafana({ route: { path: "/grafana", auth: RouteAuth.PASSWORD } });
  expect(routed.environment["GF_SERVER_ROOT_URL"]).toMatch(/\/grafana\/$/);
  expect(routed.health.command.at(-1)).toBe("http://127.0.0.1:3000/grafana/api/health");
  expect(spec.environment).not.toHaveProperty("GF_SERVER_ROOT_URL");
});
