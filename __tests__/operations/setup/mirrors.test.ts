import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { chosenPlaces, findMirrors, standardPlaces } from "../../../operations/setup/mirrors";
import { dockerAt, treeOf } from "./mirror-tree";
import { temporaryFolder } from "./temporary-folder";

const LINUX = { os: "linux", arch: "amd64" };
const DOCKER = { source: "registry.terraform.io/kreuzwerker/docker", versions: ["4.6.0"] };

describe("provider mirrors", () => {
  const root = temporaryFolder();

  it.each(["", "plugins/", "a/b/", "a/b/c/"])("are found at %j below a place", (below) => {
    const place = treeOf(root, [below + dockerAt("4.6.0")]);
    expect(findMirrors([place], LINUX)).toEqual([{ path: join(place, below), providers: [DOCKER] }].map(withoutSlash));
  });

  it("are not looked for any deeper", () => {
    expect(findMirrors([treeOf(root, [`a/b/c/d/${dockerAt("4.6.0")}`])], LINUX)).toEqual([]);
  });

  it("are found when the place is the registry's folder itself", () => {
    const place = treeOf(root, [dockerAt("4.6.0")]);
    expect(findMirrors([join(place, "registry.terraform.io")], LINUX)).toEqual([{ path: place, providers: [DOCKER] }]);
  });

  it("are found through a link", () => {
    const [place, target] = [treeOf(root, ["x"]), treeOf(root, [dockerAt("4.6.0")])];
    symlinkSync(target, join(place, "shared"));
    expect(findMirrors([place], LINUX)).toEqual([{ path: join(place, "shared"), providers: [DOCKER] }]);
  });

  it("are listed once when two places lead to them", () => {
    const place = treeOf(root, [`sub/${dockerAt("4.6.0")}`]);
    expect(findMirrors([place, join(place, "sub"), place], LINUX)).toHaveLength(1);
  });

  it("may be packed", () => {
    const zip = "registry.terraform.io/kreuzwerker/docker/terraform-provider-docker_4.6.0_linux_amd64.zip";
    const place = treeOf(root, [zip]);
    expect(findMirrors([place], LINUX)).toEqual([{ path: place, providers: [DOCKER] }]);
  });

  it("do not count for another kind of machine", () => {
    const place = treeOf(root, [dockerAt("4.6.0")]);
    expect(findMirrors([place], { os: "linux", arch: "arm64" })).toEqual([]);
  });

  it("that cannot be read are passed over", () => {
    expect(findMirrors(["/nonexistent", "/etc/passwd"], LINUX)).toEqual([]);
  });

  it("are looked for where Terraform looks, and below /opt", () => {
    expect(standardPlaces("/home/me")).toEqual([
      "/home/me/.terraform.d/plugins",
      "/home/me/.local/share/terraform/plugins",
      "/usr/local/share/terraform/plugins",
      "/usr/share/terraform/plugins",
      "/usr/share/terraform",
      "/opt",
    ]);
  });

  it("are chosen with BULWARK_PROVIDER_MIRROR", () => {
    expect(chosenPlaces({ BULWARK_PROVIDER_MIRROR: "/a:/b" })).toEqual(["/a", "/b"]);
    expect(chosenPlaces({})).toEqual([]);
  });
});

const withoutSlash = <T extends { readonly path: string }>(mirror: T) => ({
  ...mirror,
  path: mirror.path.replace(/\/$/, ""),
});
