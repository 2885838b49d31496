import { complaints } from "../platform-text";

describe("a published port", () => {
  it("is published once, and both lines are named", () => {
    expect(complaints(["haproxy:", "  httpsPort: 8443", "  httpPort: 8443"])).toEqual([
      "line 5, platform.haproxy.httpPort: got 8443, which is published already as httpsPort (line 4)",
    ]);
  });

  it("clashes with a default as well", () => {
    expect(complaints(["haproxy:", "  httpsPort: 8080"])).toEqual([
      "line 3, platform.haproxy.httpPort: got 8080, which is published already as httpsPort (line 4)",
    ]);
  });

  it("is fine when it is another", () => {
    expect(complaints(["haproxy: { httpsPort: 443, httpPort: 80 }"])).toEqual([]);
  });
});
