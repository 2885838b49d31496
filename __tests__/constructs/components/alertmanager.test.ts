import {
  Alertmanager,
  alertmanagerSettings,
  type AlertmanagerProps,
} from "../../../constructs/components/alertmanager";
import { Prometheus } from "../../../constructs/components/prometheus";
import { JobPhase, Lifecycle, Memory, VolumeContent } from "../../../constructs/core";
import { fileOf, jobOf, recorded, specOf } from "../../support/constructs/recording-target";

const RECEIVERS: AlertmanagerProps["receivers"] = {
  ops: { webhook: { urlFile: "ops.url" } },
  mail: { email: { to: "a@example.com", from: "b@example.com", smarthost: "smtp.example.com:587" } },
};

const alertmanager = (props: Partial<AlertmanagerProps> = {}) =>
  specOf((scope) => new Alertmanager(scope, "alertmanager", { receivers: RECEIVERS, ...props }));

describe("Alertmanager", () => {
  it("keeps its silences, on one server at a time", () => {
    const { lifecycle, volumes } = alertmanager();
    expect(lifecycle).toBe(Lifecycle.EXCLUSIVE);
    expect(volumes).toEqual([{ name: "data", content: VolumeContent.DATA, path: "/alertmanager" }]);
  });

  it("takes from the operator only files, one for each receiver that has a secret", () => {
    const { secrets } = alertmanager({ heartbeat: { urlFile: "beat.url", everySeconds: 60 } });
    expect(secrets.map(({ secret }) => [secret.name, secret.givenFile])).toEqual([
      ["alertmanager-ops", "ops.url"],
      ["alertmanager.heartbeat", "beat.url"],
    ]);
  });

  it("says that it reaches out, and why", () => {
    expect(alertmanager().exceptions).toEqual([
      { protection: "egress", detail: "edge network", reason: "tells people of alerts" },
    ]);
  });

  it("has its configuration checked before the server that runs is stopped for it", () => {
    const spec = alertmanager();
    const { phase, files, secrets } = jobOf(spec, "check");
    expect(phase).toBe(JobPhase.CHECK);
    expect(fileOf({ files }, "check.sh")).toContain("exec amtool check-config /tmp/alertmanager.yml");
    expect(fileOf({ files }, "alertmanager.yml")).toBe(fileOf(spec, "alertmanager.yml"));
    expect(secrets).toEqual(spec.secrets);
  });

  it("waits for no others of its kind", () => {
    expect(alertmanager().command).toContain("--cluster.listen-address=");
  });

  it("is where Prometheus sends alerts, and Prometheus alone sends none", () => {
    const withOne = recorded((scope) => {
      new Prometheus(scope, "prometheus");
      new Alertmanager(scope, "alertmanager", { receivers: RECEIVERS });
    });
    const without = recorded((scope) => new Prometheus(scope, "prometheus"));
    expect(fileOf(withOne.spec("prometheus"), "prometheus.yml")).toContain("- alertmanager:9093");
    expect(fileOf(without.spec("prometheus"), "prometheus.yml")).not.toContain("alerting:");
  });

  it("states the same defaults in its settings and its props", () => {
    const { memoryMiB, ...settings } = alertmanagerSettings.parse({ receivers: RECEIVERS });
    expect(alertmanager({ ...settings, memory: Memory.mebibytes(memoryMiB) })).toEqual(alertmanager());
  });
});

describe("the settings of Alertmanager", () => {
  it.each([
    ["no receiver", {}],
    ["a receiver that is told in two ways", { ops: { ...RECEIVERS["ops"], ...RECEIVERS["mail"] } }],
    ["a receiver that is told in none", { ops: {} }],
    ["an address in place of a file", { ops: { webhook: { url: "https://example.com" } } }],
  ])("refuse %s", (_what, receivers) => {
    expect(alertmanagerSettings.safeParse({ receivers }).success).toBe(false);
  });

  it("take one of each kind", () => {
    expect(alertmanagerSettings.safeParse({ receivers: RECEIVERS }).success).toBe(true);
  });
});
