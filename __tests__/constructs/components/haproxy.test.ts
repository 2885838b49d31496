import { HAProxy, haproxySettings, type HAProxyProps } from "../../../constructs/components/haproxy";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { JobPhase, Memory, RouteAuth, type Spec } from "../../../constructs/core";
import { OWN_IMAGE } from "../../support/constructs/images";
import { fileOf, jobOf, recorded, specOf } from "../../support/constructs/recording-target";

const haproxy = (props: HAProxyProps = {}) => specOf((scope) => new HAProxy(scope, "haproxy", props));

/** The way in, declared before or after the layers that it leads to. */
function leadingTo(layers: readonly string[], when: "before" | "after" = "before"): Spec {
  const target = recorded((scope) => {
    if (when === "before") new HAProxy(scope, "haproxy");
    for (const name of layers) {
      const route = { path: `/${name}`, auth: RouteAuth.TOKEN };
      new ServiceLayer(scope, name, { image: OWN_IMAGE, port: 8080, replicas: 2, route });
    }
    if (when === "after") new HAProxy(scope, "haproxy");
  });
  return target.spec("haproxy");
}

const configuration = (spec: Spec) => fileOf(jobOf(spec, "install"), "haproxy.cfg");
const withoutJobs = ({ jobs: _jobs, ...spec }: Spec) => spec;

describe("HAProxy", () => {
  it("publishes HTTPS and its redirect, and says so", () => {
    const { publishes, exceptions } = haproxy({ httpsPort: 443, httpPort: 80 });
    expect(publishes).toEqual([
      { hostPort: 443, port: 8443 },
      { hostPort: 80, port: 8080 },
    ]);
    expect(exceptions).toEqual([
      { protection: "egress", detail: "edge network", reason: "publishes the ports of the way in" },
    ]);
  });

  it("runs the configuration that a job has found valid and installed, and may not write there itself", () => {
    const { command, volumes, files } = haproxy();
    expect(command).toContain("/var/lib/haproxy/haproxy.cfg");
    expect(volumes).toEqual([{ name: "live", content: "shared", path: "/var/lib/haproxy", readOnly: true }]);
    expect(files).toEqual([]);
  });

  it("serves on the connections that it has after a reload, as long as one may be silent, and a few reloads long", () => {
    const of = (word: string) => new RegExp(`^ +${word} (.+)$`, "m").exec(configuration(haproxy()))![1];
    expect(of("hard-stop-after")).toBe(of("timeout tunnel"));
    expect(of("mworker-max-reloads")).toBe("3");
  });

  it("has the threads that its CPUs are worth: after reloads several of it run at once", () => {
    expect(configuration(haproxy())).toMatch(/nbthread 1$/m);
    expect(configuration(haproxy({ cpus: 2.5 }))).toMatch(/nbthread 3$/m);
  });

  it("is checked before anything is changed, with its secrets", () => {
    const { phase, command, secrets } = jobOf(haproxy(), "check");
    expect(phase).toBe(JobPhase.CHECK);
    expect(command.join(" ")).toBe("haproxy -c -f /config/haproxy.cfg -f /run/secrets/way-in-operators");
    expect(secrets).toEqual(haproxy().secrets);
  });

  it("asks for a certificate of the local CA for its names", () => {
    const { secret } = haproxy({ hosts: ["shop.example.com"] }).secrets[0]!;
    expect(secret).toEqual({ name: "way-in-certificate", kind: "certificate", hosts: ["shop.example.com"] });
  });

  it("takes a certificate that is given", () => {
    const { secret } = haproxy({ certificateFile: "certificates/shop.pem" }).secrets[0]!;
    expect(secret.givenFile).toBe("certificates/shop.pem");
  });

  it("checks tokens and passwords against files, never against its configuration", () => {
    expect(haproxy().secrets.map(({ secret, path }) => [secret.kind, path])).toEqual([
      ["certificate", "/run/secrets/way-in-certificate"],
      ["password", "/run/secrets/way-in-token"],
      ["userlist", "/run/secrets/way-in-operators"],
    ]);
  });
});

describe("the routes of HAProxy", () => {
  it("are those of the layers, under the names that these have on the way in's network", () => {
    expect(configuration(leadingTo(["api"]))).toContain("server-template api- 4 api.haproxy:8080 ");
  });

  it("are the same whatever the order of declaration", () => {
    expect(leadingTo(["api", "ui"], "after")).toEqual(leadingTo(["ui", "api"], "before"));
  });

  it("are no part of the proxy itself, so a further route drops no connection", () => {
    expect(withoutJobs(leadingTo(["api", "ui"]))).toEqual(withoutJobs(leadingTo([])));
  });

  it("are found valid before they are installed, and installed in one step", () => {
    const script = fileOf(jobOf(leadingTo(["api"]), "install"), "install.sh").split("\n");
    expect(script[0]).toBe("set -eu");
    expect(script[1]).toMatch(/^haproxy -c -f \/config\/haproxy\.cfg /);
    expect(script[3]).toBe("mv /var/lib/haproxy/haproxy.cfg.new /var/lib/haproxy/haproxy.cfg");
  });

  it("are loaded by a running proxy, by a job that differs whenever they do", () => {
    const reload = jobOf(leadingTo(["api"]), "reload");
    expect(reload).toMatchObject({ phase: JobPhase.AFTER, command: [], signal: "USR2" });
    expect(reload.files).not.toEqual(jobOf(leadingTo(["ui"]), "reload").files);
  });

  it("have a job that sees only what the proxy itself sees", () => {
    const spec = leadingTo(["api"]);
    expect(jobOf(spec, "install").secrets).toEqual(spec.secrets);
    expect(jobOf(spec, "reload").secrets).toBeUndefined();
  });
});

it("states the same defaults in its settings and its props", () => {
  const { memoryMiB, ...settings } = haproxySettings.parse({});
  expect(haproxy({ ...settings, memory: Memory.mebibytes(memoryMiB) })).toEqual(haproxy());
});
