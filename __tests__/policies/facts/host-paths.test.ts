import { placesOf } from "../../../policies/facts/host-paths";

describe("a folder of the host", () => {
  it.each([
    ["/", "/run/docker.sock"],
    ["/var/run", "/run/docker.sock"],
    ["/run/docker.sock", "/var/run/docker.sock"],
    ["/run/user", "/run/user/*/docker.sock"],
    ["/run/user/1000/docker.sock", "/run/user/*/docker.sock"],
    ["~/.docker", "/home/*/.docker/run/docker.sock"],
    [["", "Users", "me", ".docker"].join("/"), "/home/*/.docker/run/docker.sock"],
    ["/var", "/run/docker.sock"],
    ["/proc/1/root", "/run/docker.sock"],
    ["/proc/self/root/run", "/run/docker.sock"],
  ])("%s leads to %s", (folder, place) => {
    expect(placesOf("/nowhere", place).leadFrom(folder)).toBe(true);
  });

  it.each([
    ["/run/docker.sock.d", "/run/docker.sock"],
    ["/run/docker.sock/x", "/run/docker.sock"],
    ["/srv/run", "/run/docker.sock"],
    ["/run/user/1000/bus", "/run/user/*/docker.sock"],
    ["/var/lib", "/run/docker.sock"],
    ["/proc/1/rootless", "/run/docker.sock"],
    [".", "/run/docker.sock"],
    ["run", "/run/docker.sock"],
    ["", "/run/docker.sock"],
  ])("%s does not lead to %s", (folder, place) => {
    expect(placesOf(place).leadFrom(folder)).toBe(false);
  });

  it.each([
    ["/etc/ssh/keys", "/etc"],
    ["/", "/etc"],
    ["~/.ssh/id_ed25519", "/home/*/.ssh"],
    ["/proc/1/root/srv", "/proc"],
    ["/home/deploy", "/home/*/.ssh"],
  ])("%s touches %s", (path, place) => {
    expect(placesOf(place).touch(path)).toBe(true);
  });

  it.each([
    ["/srv/etc", "/etc"],
    ["./etc", "/etc"],
    ["/home/deploy/site", "/home/*/.ssh"],
  ])("%s does not touch %s", (path, place) => {
    expect(placesOf(place).touch(path)).toBe(false);
  });

  it("is held by a place that is above it, and by none below", () => {
    expect(placesOf("/etc/ssl").hold("/etc/ssl/certs")).toBe(true);
    expect(placesOf("/etc/ssl").hold("/etc")).toBe(false);
  });
});
