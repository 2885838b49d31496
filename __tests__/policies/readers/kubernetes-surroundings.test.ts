import { byDefault, declared, inPart } from "../../../policies/facts/fact";
import { containerIn } from "../../support/policies/manifests";

const of = (name: string, apiVersion: string, kind: string, rest: object) => ({
  ...{ apiVersion, kind, metadata: { name, namespace: "shop" } },
  ...rest,
});

describe("what the namespace gives a container", () => {
  const range = (limits: readonly object[]) => of("limits", "v1", "LimitRange", { spec: { limits } });
  const limitsOf = (container: object, ...beside: readonly object[]) => {
    const { memoryBytes, cpus } = containerIn(container, {}, ...beside);
    return [memoryBytes, cpus];
  };
  const usual = { type: "Container", default: { memory: "1Ki" }, max: { cpu: "2", memory: "4Ki" } };

  it("is a limit, or the most that is allowed", () => {
    expect(limitsOf({}, range([{ type: "Pod", max: { memory: "1" } }, usual]))).toEqual([
      byDefault(1024),
      byDefault(2),
    ]);
  });

  it("is the first of several that say something of it", () => {
    const ranges = ["a", "b", "c"].map((name, index) => ({
      ...range([{ type: "Container", default: index === 0 ? { cpu: "1" } : { cpu: "2", memory: `${index}Ki` } }]),
      metadata: { name, namespace: "shop" },
    }));
    expect(limitsOf({}, ...ranges)).toEqual([byDefault(1024), byDefault(1)]);
  });

  it("is nothing to one that has its own, nor to one elsewhere", () => {
    const own = { resources: { limits: { memory: "2Ki", cpu: "1" } } };
    const elsewhere = { ...range([usual]), metadata: { name: "limits", namespace: "other" } };
    expect(limitsOf(own, range([usual]))).toEqual([declared(2048), declared(1)]);
    expect(limitsOf({}, elsewhere)).toEqual([byDefault("unlimited"), byDefault("unlimited")]);
  });

  const settings = of("settings", "v1", "ConfigMap", { data: { LEVEL: "info", "app.conf": "a=1", number: 5 } });

  it("are variables of a ConfigMap", () => {
    const container = {
      env: [
        { name: "OWN", value: "$(X_LEVEL)" },
        { name: "ONE", valueFrom: { configMapKeyRef: { name: "settings", key: "LEVEL" } } },
        { name: "NONE", valueFrom: { configMapKeyRef: { name: "settings", key: "missing" } } },
      ],
      envFrom: [{ prefix: "X_", configMapRef: { name: "settings" } }],
    };
    const expected = { X_LEVEL: "info", "X_app.conf": "a=1", OWN: "info", ONE: "info" };
    expect(containerIn(container, {}, settings).environment).toEqual(declared(new Map(Object.entries(expected))));
  });

  it.each(["configMapRef", "secretRef"])("are variables that nobody sees, of a %s elsewhere", (source) => {
    const container = { env: [{ name: "A", value: "1" }], envFrom: [{ [source]: { name: "other" } }] };
    expect(containerIn(container).environment).toEqual(inPart(new Map([["A", "1"]]), "after-apply"));
  });

  const mounted = (volume: object, mount: object = {}) =>
    containerIn(
      { volumeMounts: [{ name: "files", mountPath: "/config", ...mount }] },
      { volumes: [{ name: "files", ...volume }] },
      settings,
    ).uploads;
  const level = (target: string) => ({ target, text: "info" });

  it.each([
    ["all", { configMap: { name: "settings", items: [] } }, {}, ["/config/LEVEL", "/config/app.conf"]],
    ["some", { configMap: { name: "settings", items: [{ key: "LEVEL", path: "x/level" }] } }, {}, ["/config/x/level"]],
    ["one of all", { configMap: { name: "settings" } }, { mountPath: "/a.conf", subPath: "app.conf" }, ["/a.conf"]],
    [
      "those of a projection",
      { projected: { sources: [{ configMap: { name: "kube-root-ca.crt" } }, { configMap: { name: "settings" } }] } },
      { mountPath: "/p" },
      ["/p/LEVEL", "/p/app.conf"],
    ],
  ])("are files of a ConfigMap: %s", (_name, volume, mount, targets) => {
    const uploads = mounted(volume, mount);
    expect(uploads.state === "known" ? uploads.value.map(({ target }) => target) : []).toEqual(targets);
  });

  it("are their texts, where they can be seen", () => {
    expect(mounted({ configMap: { name: "settings", items: [{ key: "LEVEL", path: "l" }] } })).toEqual(
      declared([level("/config/l")]),
    );
    expect(mounted({ configMap: { name: "elsewhere" } })).toEqual(inPart([], "after-apply"));
  });
});
