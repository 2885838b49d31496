import { HAProxy, haproxySettings, type AcmeProps, type HAProxyProps } from "../../../../constructs/components/haproxy";
import { JobReach, Memory, type Spec } from "../../../../constructs/core";
import { fileOf, jobOf, recorded, specOf } from "../../../support/constructs/recording-target";

const ACME: AcmeProps = { email: "ops@example.org" };
const HOSTS = ["shop.example.org", "www.example.org"];

const haproxy = (acme: AcmeProps | undefined = ACME, props: HAProxyProps = {}): Spec =>
  specOf((scope) => new HAProxy(scope, "haproxy", { hosts: HOSTS, acme, ...props }));

const plain = specOf((scope) => new HAProxy(scope, "haproxy", { hosts: HOSTS }));
const jobIn = (spec: Spec) => spec.scheduled![0]!;
const configurationOf = (spec: Spec) => fileOf(jobOf(spec, "install"), "haproxy.cfg");

describe("a way in with a certificate of an ACME server", () => {
  it("reads what the job has been given, and cannot write there", () => {
    expect(haproxy().volumes).toContainEqual({
      name: "certificates",
      content: "data",
      path: "/var/lib/acme",
      readOnly: true,
    });
    expect(jobIn(haproxy()).volumes).toEqual([{ name: "certificates", content: "data", path: "/var/tmp" }]);
  });

  it("has a certificate of the local CA for the time before", () => {
    expect(haproxy().secrets).toEqual(plain.secrets);
  });

  it("leads challenges to the job over HTTP, and redirects all else", () => {
    const configuration = configurationOf(haproxy());
    expect(configuration).toMatch(
      /http-request redirect .* unless challenge\n {2}use_backend acme\.challenges if challenge/,
    );
    expect(configuration).toContain("server job challenges.haproxy:8402 ");
    expect(configurationOf(plain)).not.toContain("challenge");
  });

  it("serves whichever certificate its process names", () => {
    expect(configurationOf(haproxy())).toContain('ssl crt "${WAY_IN_CERTIFICATE}" alpn');
    expect(configurationOf(plain)).toContain("ssl crt /run/secrets/way-in-certificate alpn");
  });

  it("is checked and installed with the certificate that is there in any case", () => {
    const check = "env WAY_IN_CERTIFICATE=/run/secrets/way-in-certificate haproxy -c ";
    expect(jobOf(haproxy(), "check").command.join(" ")).toMatch(new RegExp(`^${check}`));
    expect(fileOf(jobOf(haproxy(), "install"), "install.sh")).toContain(`\n${check}`);
  });

  it("has no alert for a backend that listens now and then", () => {
    const alertsOf = (acme: AcmeProps | undefined) => {
      const target = recorded((scope) => new HAProxy(scope, "haproxy", { hosts: HOSTS, ...(acme ? { acme } : {}) }));
      return (target.component("haproxy") as HAProxy).alerts().map(({ expression }) => expression);
    };
    expect(alertsOf(ACME)[0]).toContain('proxy!="acme.challenges"');
    expect(alertsOf(undefined).join()).not.toContain("acme");
  });

  it("is refused together with a given one", () => {
    expect(() => haproxy(ACME, { certificateFile: "shop.pem" })).toThrow(
      "has a certificate that is given and one of an ACME server; leave out 'certificateFile' or 'acme'",
    );
  });
});

describe("the job that asks for certificates", () => {
  it("asks Let's Encrypt for all hosts, 30 days before the end", () => {
    expect(jobIn(haproxy()).command).toEqual([
      ...["/bin/sh", "/config/certificate.sh", "https://acme-v02.api.letsencrypt.org/directory"],
      ...["ops@example.org", "30", ...HOSTS],
    ]);
  });

  it("asks another server, and trusts it by the CA that is given, as a file", () => {
    const job = jobIn(haproxy({ ...ACME, directory: "https://ca.lan/dir", caFile: "ca.pem", daysBeforeEnd: 7 }));
    expect(job.command.slice(2, 5)).toEqual(["https://ca.lan/dir", "ops@example.org", "7"]);
    expect(job.environment).toEqual({ LEGO_CA_CERTIFICATES: "/run/secrets/way-in-acme-ca" });
    expect(job.secrets!.map(({ secret }) => secret)).toEqual([
      { name: "way-in-acme-ca", kind: "ca-certificate", givenFile: "ca.pem" },
    ]);
    expect(jobIn(haproxy())).toMatchObject({ environment: {}, secrets: [] });
  });

  it("runs at start and every hour, at a minute that its hosts give", () => {
    const { schedule, atStart } = jobIn(haproxy());
    expect([schedule.periodSeconds, atStart]).toEqual([3600, true]);
    const other = jobIn(haproxy(ACME, { hosts: ["other.example.org"] })).schedule;
    expect(other.offsetSeconds).not.toBe(schedule.offsetSeconds);
  });

  it("runs as the user of the way in, reaches out, and is found by the way in alone", () => {
    expect(jobIn(haproxy()).image!.user).toBe(haproxy().image.user);
    expect(jobIn(haproxy())).toMatchObject({ reach: JobReach.OUTSIDE, alias: "challenges.haproxy" });
  });

  it("has the same defaults in settings and props", () => {
    const { memoryMiB, ...settings } = haproxySettings.parse({ hosts: HOSTS, acme: ACME });
    const memory = Memory.mebibytes(memoryMiB);
    expect(specOf((scope) => new HAProxy(scope, "haproxy", { ...settings, memory }))).toEqual(haproxy());
  });
});
