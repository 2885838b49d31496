import { declared, unknown } from "../../../policies/facts/fact";
import { containerIn as factsOf } from "../../support/policies/manifests";

describe("what a container sees of the world", () => {
  it.each([
    ["hostPath", { hostPath: { path: "/var/run/../lib/docker/" } }, "bind", "/var/lib/docker", false],
    ["root", { hostPath: { path: "/" } }, "bind", "/", false],
    ["claim", { persistentVolumeClaim: { claimName: "data", readOnly: true } }, "volume", "data", true],
    ["emptyDir", { emptyDir: {} }, "volume", "emptyDir", false],
    ["settings", { configMap: { name: "api-files" } }, "config", "api-files", true],
    ["keys", { secret: { secretName: "api-keys" } }, "config", "api-keys", true],
    ["projected", { projected: { sources: [] } }, "config", "projected", true],
    ["nfs", { nfs: { server: "files", path: "/" } }, "volume", "nfs", false],
  ])("mounts %s by what it is", (...[name, volume, kind, source, readOnly]) => {
    const { mounts } = factsOf(
      { volumeMounts: [{ name, mountPath: "/data//x/" }] },
      {
        volumes: [
          { name, ...volume },
          { name: "other", emptyDir: {} },
        ],
      },
    );
    expect(mounts).toEqual(declared([{ kind, source, target: "/data/x", readOnly }]));
  });

  it("mounts a folder of a host's path, and may do so read-only", () => {
    const { mounts } = factsOf(
      { volumeMounts: [{ name: "host", mountPath: "/x", subPath: "run", readOnly: true }] },
      { volumes: [{ name: "host", hostPath: { path: "/var" } }] },
    );
    expect(mounts).toEqual(declared([{ kind: "bind", source: "/var/run", target: "/x", readOnly: true }]));
  });

  it("mounts what is claimed for each pod, which is not among its volumes", () => {
    const { mounts } = factsOf({ volumeMounts: [{ name: "data", mountPath: "/data" }] });
    expect(mounts).toEqual(declared([{ kind: "volume", source: "data", target: "/data", readOnly: false }]));
  });

  it("mounts memory, with a bound where there is one", () => {
    const mounted = (emptyDir: object) =>
      factsOf(
        { volumeMounts: [{ name: "a", mountPath: "/tmp" }] },
        { volumes: [{ name: "a", emptyDir: { medium: "Memory", ...emptyDir } }] },
      ).mounts;
    const tmpfs = (sizeBytes: number | undefined) =>
      declared([{ kind: "tmpfs", source: "", target: "/tmp", readOnly: false, tmpfs: { sizeBytes, allowed: [] } }]);
    expect([mounted({ sizeLimit: "1Mi" }), mounted({})]).toEqual([tmpfs(2 ** 20), tmpfs(undefined)]);
  });

  const port = (hostPort: number, address: string) => [{ address, hostPort, port: 80 }];

  it.each([
    ["no port of the node's", { containerPort: 80, hostPort: 0 }, false, []],
    ["a port at every address", { containerPort: 80, hostPort: 8080 }, false, port(8080, "0.0.0.0")],
    ["the same by another name", { containerPort: 80, hostPort: 8080, hostIP: "::" }, false, port(8080, "0.0.0.0")],
    ["a port at one", { containerPort: 80, hostPort: 8080, hostIP: "127.0.0.1" }, false, port(8080, "127.0.0.1")],
    ["every port in the node's network", { containerPort: 80 }, true, port(80, "0.0.0.0")],
  ])("exposes %s", (...[, ofContainer, hostNetwork, expected]) => {
    expect(factsOf({ ports: [ofContainer] }, { hostNetwork }).exposures).toEqual(declared(expected));
  });
});

describe("what a container is told", () => {
  it("are values that are written, with those before them put in", () => {
    const env = [
      { name: "HOST", value: "db" },
      { name: "KEY", valueFrom: { secretKeyRef: { name: "keys", key: "key" } } },
      { name: "COPY", value: "$(KEY)" },
      { name: "URL", value: "pg://app:$(KEY)@$(HOST)/a$$b?$(LATER)" },
      { name: "DOLLAR", value: "$$(KEY)" },
      { name: "LATER", value: "" },
      { name: "EMPTY" },
    ];
    expect(factsOf({ env }).environment).toEqual(
      declared(
        new Map([
          ["URL", "pg://app:$(KEY)@db/a$b?$(LATER)"],
          ["HOST", "db"],
          ["DOLLAR", "$(KEY)"],
          ["LATER", ""],
          ["EMPTY", ""],
        ]),
      ),
    );
  });

  it("is the last value of a name", () => {
    const masked = { name: "A", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } };
    const plain = { name: "A", value: "1" };
    const environments = [
      [masked, plain],
      [plain, masked],
    ].map((env) => factsOf({ env }).environment);
    expect(environments).toEqual([declared(new Map([["A", "1"]])), declared(new Map())]);
  });

  it.each([
    ["a command and its arguments", { command: ["sh"], args: ["-c", "$(A) $$HOME"] }, ["sh", "-c", "1 $HOME"]],
    ["the arguments of whatever the image runs", { args: ["--verbose"] }, ["--verbose"]],
  ])("are %s", (_name, container, expected) => {
    expect(factsOf({ env: [{ name: "A", value: "1" }], ...container }).command).toEqual(declared(expected));
  });

  it("is an image that somebody else may still put there", () => {
    expect(factsOf({}).image).toEqual(unknown("after-apply"));
  });
});
