import { examine, type MachineFacts } from "../../../operations/setup/doctor-checks";
import { engineDenied } from "../../../operations/setup/errors";

const RUNNING = {
  version: "27.3.1",
  apiVersion: "1.47",
  cgroupVersion: "2",
  storageDriver: "overlay2",
  securityOptions: ["name=seccomp,profile=builtin", "name=cgroupns"],
};

const GOOD: MachineFacts = {
  node: "20.19.0",
  packagesInstalled: true,
  terraforms: [{ path: "/usr/bin/terraform", flavour: "terraform", version: "1.11.4", fromCache: false }],
  provider: { from: "registry", where: "registry.terraform.io/kreuzwerker/docker" },
  engine: { where: "unix:///var/run/docker.sock", plan: { kind: "use" }, running: RUNNING },
  ports: [{ address: "127.0.0.1", port: 8443, problem: undefined }],
  freeBytes: 50 * 2 ** 30,
};

const stateOf = (name: string, facts: Partial<MachineFacts>) => {
  return examine({ ...GOOD, ...facts }).find((check) => check.name === name);
};

describe("the doctor", () => {
  it("finds nothing on a good machine", () => {
    expect(examine(GOOD).map(({ name, state, remedy }) => `${name}: ${state}${remedy}`)).toEqual([
      "Node.js: ok",
      "npm packages: ok",
      "disk: ok",
      "Terraform: ok",
      "docker provider: ok",
      "Docker engine: ok",
      "cgroups: ok",
      "storage driver: ok",
      "seccomp: ok",
      "port 127.0.0.1:8443: ok",
    ]);
  });

  it.each<[string, string, Partial<MachineFacts>]>([
    ["Node.js", "wrong", { node: "18.20.4" }],
    ["npm packages", "missing", { packagesInstalled: false }],
    ["disk", "wrong", { freeBytes: 2 ** 30 }],
    ["Terraform", "missing", { terraforms: [] }],
    ["Terraform", "wrong", { terraforms: [{ path: "/t", flavour: "opentofu", version: "1.9.0", fromCache: false }] }],
    ["docker provider", "missing", { provider: undefined }],
    ["Docker engine", "missing", { engine: { where: "unix:///s", plan: { kind: "wait" } } }],
    [
      "Docker engine",
      "missing",
      { engine: { where: "unix:///s", plan: { kind: "refuse", error: engineDenied("unix:///s", "me") } } },
    ],
    ["cgroups", "wrong", { engine: { ...GOOD.engine, running: { ...RUNNING, cgroupVersion: "unknown" } } }],
    ["storage driver", "wrong", { engine: { ...GOOD.engine, running: { ...RUNNING, storageDriver: "vfs" } } }],
    ["seccomp", "wrong", { engine: { ...GOOD.engine, running: { ...RUNNING, securityOptions: [] } } }],
    [
      "seccomp",
      "wrong",
      { engine: { ...GOOD.engine, running: { ...RUNNING, securityOptions: ["name=seccomp,profile=unconfined"] } } },
    ],
    ["port 127.0.0.1:8443", "wrong", { ports: [{ address: "127.0.0.1", port: 8443, problem: "EADDRINUSE" }] }],
  ])("calls %s %s, with a remedy, for %j", (name, state, facts) => {
    const check = stateOf(name, facts);
    expect(check?.state).toBe(state);
    expect(check?.remedy).not.toBe("");
  });

  it("uses a Terraform that is new enough beside one that is too old", () => {
    const old = { path: "/old", flavour: "terraform", version: "1.5.7", fromCache: false } as const;
    expect(stateOf("Terraform", { terraforms: [old, ...GOOD.terraforms] })?.found).toBe(
      "terraform 1.11.4, /usr/bin/terraform",
    );
  });

  it("says nothing of the details of an engine that does not answer", () => {
    const engine = { where: "unix:///s", plan: { kind: "wait" } } as const;
    expect(examine({ ...GOOD, engine }).map(({ name }) => name)).not.toContain("cgroups");
  });
});
