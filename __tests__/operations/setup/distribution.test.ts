import { distribution, readDistribution } from "../../../operations/setup/distribution";

describe("a distribution", () => {
  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', "Debian GNU/Linux 12 (bookworm)", true],
    ['ID=ubuntu\nID_LIKE=debian\nPRETTY_NAME="Ubuntu 24.04.1 LTS"\n', "Ubuntu 24.04.1 LTS", true],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\nPRETTY_NAME="Linux Mint 22"\n', "Linux Mint 22", true],
    ["ID=fedora\nPRETTY_NAME='Fedora Linux 41'\n", "Fedora Linux 41", false],
  ])("is read from %j", (osRelease, name, usesApt) => {
    expect(readDistribution(osRelease)).toEqual({ name, usesApt });
  });

  it("is unknown, and has no apt-get, where nothing describes it", () => {
    expect(distribution("/nonexistent/os-release")).toEqual({
      name: "an unknown system (there is no /nonexistent/os-release)",
      usesApt: false,
    });
  });
});
