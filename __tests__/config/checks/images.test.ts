import { complaints } from "../platform-text";

describe("a registry's login", () => {
  it("needs the registry that it is for", () => {
    expect(complaints(["{}"], ["images: { authFile: ~/.docker/config.json }"])).toEqual([
      "line 4, images.authFile: a login for no registry; add 'images.registry'",
    ]);
  });

  it("is fine with one", () => {
    expect(complaints(["{}"], ["images: { registry: 'mirror:5000', authFile: /etc/login.json }"])).toEqual([]);
  });
});
