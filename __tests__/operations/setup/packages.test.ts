import { installRight } from "../../../operations/setup/packages";

const DEBIAN = { name: "Debian GNU/Linux 12 (bookworm)", usesApt: true };

describe("packages of the distribution", () => {
  it("may be installed by root", () => {
    expect(installRight(DEBIAN, "root")).toEqual({ allowed: true, as: "as root" });
  });

  it("may be installed with sudo that asks nothing", () => {
    expect(installRight(DEBIAN, "sudo")).toEqual({ allowed: true, as: "with sudo" });
  });

  it("may not be installed without rights", () => {
    const why = "this user is not root, and sudo without a password is not allowed";
    expect(installRight(DEBIAN, "none")).toEqual({ allowed: false, why });
  });

  it("may not be installed on a system without apt-get, not even by root", () => {
    const why = "Fedora Linux 41 is neither Debian nor Ubuntu";
    expect(installRight({ name: "Fedora Linux 41", usesApt: false }, "root")).toEqual({ allowed: false, why });
  });
});
