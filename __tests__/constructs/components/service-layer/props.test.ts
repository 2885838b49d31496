import { HAProxy } from "../../../../constructs/components/haproxy";
import { ServiceLayer, type ServiceLayerProps } from "../../../../constructs/components/service-layer";
import { RouteAuth, type Spec } from "../../../../constructs/core";
import { Platform, platformSettings } from "../../../../constructs/platform";
import { OWN_IMAGE } from "../../../support/constructs/images";
import { fileOf, jobOf, recorded, specOf } from "../../../support/constructs/recording-target";
import { containersOf, synthesized } from "../../../support/constructs/synthesized";

const LAYER = { image: OWN_IMAGE, port: 8080 };
const SCALE = { min: 2, max: 6, cpuPercent: 70 };

const layer = (props: Partial<ServiceLayerProps> = {}): Spec =>
  specOf((scope) => new ServiceLayer(scope, "api", { ...LAYER, ...props }));

/** Slots of the way in for a layer. */
function slots(props: Partial<ServiceLayerProps>): number {
  const target = recorded((scope) => {
    new ServiceLayer(scope, "api", { ...LAYER, route: { path: "/api", auth: RouteAuth.NONE }, ...props });
    new HAProxy(scope, "haproxy");
  });
  const configuration = fileOf(jobOf(target.spec("haproxy"), "install"), "haproxy.cfg");
  return Number(/server-template api- (\d+) /.exec(configuration)![1]);
}

describe("the scale of a layer", () => {
  it("is what a target with an autoscaler keeps to, from the fewest on", () => {
    const { scale, replicas } = layer({ scale: SCALE });
    expect({ scale, replicas }).toEqual({ scale: SCALE, replicas: 2 });
  });

  it("is none where the layer has as many replicas as it is told", () => {
    const spec = layer({ replicas: 3 });
    expect(spec).not.toHaveProperty("scale");
    expect(spec.replicas).toBe(3);
  });

  it("is the fewest replicas on Docker, which has no autoscaler", () => {
    const stack = synthesized((scope) => new ServiceLayer(scope, "api", { ...LAYER, scale: SCALE }));
    expect(Object.keys(containersOf(stack))).toEqual(["api_1", "api_2"]);
  });

  it("changes nothing of a container of Docker", () => {
    const made = (props: Partial<ServiceLayerProps>) =>
      containersOf(synthesized((scope) => new ServiceLayer(scope, "api", { ...LAYER, ...props })));
    expect(made({ scale: SCALE })).toEqual(made({ replicas: 2 }));
  });

  it("has room at the way in for the most replicas, old and new ones at once", () => {
    expect(slots({ scale: SCALE })).toBe(12);
    expect(slots({ replicas: 2 })).toBe(4);
  });
});

describe("whether a layer is alive", () => {
  const asked = (props: Partial<ServiceLayerProps>) => layer(props).health.liveness?.at(-1);

  it("is asked at /health, beside /ready, which also looks at what the layer needs", () => {
    expect(asked({})).toBe("http://127.0.0.1:8080/health");
    expect(asked({ healthPath: "/ready" })).toBe("http://127.0.0.1:8080/health");
  });

  it("is asked where the layer says", () => {
    expect(asked({ alivePath: "/live" })).toBe("http://127.0.0.1:8080/live");
    expect(asked({ alivePath: "/live", healthPath: "/healthz" })).toBe("http://127.0.0.1:8080/live");
  });

  it("is asked nowhere when the layer is ready elsewhere, and says nothing", () => {
    expect(layer({ healthPath: "/health" }).health).not.toHaveProperty("liveness");
  });

  it("is asked in the words in which it is asked whether it is ready", () => {
    const { command, liveness } = layer().health;
    expect(liveness!.slice(0, -1)).toEqual(command.slice(0, -1));
  });

  it("changes nothing of a container of Docker, which restarts what has ended", () => {
    const made = (props: Partial<ServiceLayerProps>) =>
      containersOf(synthesized((scope) => new ServiceLayer(scope, "api", { ...LAYER, ...props })));
    expect(made({ alivePath: "/live" })).toEqual(made({}));
  });
});

it("the settings of a layer say both", () => {
  const api = { image: OWN_IMAGE, port: 8080, scale: { min: 2, max: 6 }, health: { alive: "/live" } };
  const spec = recorded((scope) => new Platform(scope, "platform", platformSettings.parse({ layers: { api } }))).spec(
    "api",
  );
  expect(spec.scale).toEqual(SCALE);
  expect(spec.health.liveness?.at(-1)).toBe("http://127.0.0.1:8080/live");
});
