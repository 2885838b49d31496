import { complaints } from "../platform-text";

const PUBLIC = ["haproxy:", "  hosts: [shop.example.org]", "  acme: { email: ops@example.org }"];
const PRIVATE = "{ email: ops@example.org, directory: 'https://ca.lan/dir' }";

describe("a certificate of an ACME server", () => {
  it("is for public names", () => {
    expect(complaints(PUBLIC)).toEqual([]);
  });

  it.each(["localhost", "127.0.0.1", "db.internal", "shop", "shop.test"])("is not for %s", (host) => {
    expect(complaints(["haproxy:", `  hosts: [${host}]`, "  acme: { email: ops@example.org }"])).toEqual([
      `line 4, platform.haproxy.hosts[0]: got "${host}", which Let's Encrypt cannot look up; write public names, or the 'directory' of a private ACME server`,
    ]);
  });

  it("is not for the hosts that there are when none are named", () => {
    expect(complaints(["haproxy: { acme: { email: ops@example.org } }"])).toHaveLength(2);
  });

  it("is for any name where a private server gives it", () => {
    expect(complaints(["haproxy:", "  hosts: [localhost]", `  acme: ${PRIVATE}`])).toEqual([]);
  });

  it("is not for a wildcard, whoever gives it", () => {
    expect(complaints(["haproxy:", '  hosts: ["*.example.org"]', `  acme: ${PRIVATE}`])).toEqual([
      'line 4, platform.haproxy.hosts[0]: got "*.example.org", a wildcard, for which no ACME server asks over HTTP; write out the names',
    ]);
  });

  it("is refused beside a given one, and both lines are named", () => {
    expect(complaints([...PUBLIC, "  certificateFile: shop.pem"])).toEqual([
      "line 6, platform.haproxy.certificateFile: a certificate that is given, and one of an ACME server; take one out (line 5)",
    ]);
  });

  it("needs no CA file for Let's Encrypt", () => {
    const acme = "  acme: { email: ops@example.org, caFile: ca.pem }";
    expect(complaints(["haproxy:", "  hosts: [shop.example.org]", acme])).toEqual([
      "line 5, platform.haproxy.acme.caFile: a CA for no private server; add 'directory', or take it out",
    ]);
  });
});
