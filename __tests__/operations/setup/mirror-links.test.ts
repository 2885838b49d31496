import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";

import { linksFor, withLinks } from "../../../operations/setup/mirror-links";
import { findMirrors } from "../../../operations/setup/mirrors";
import { dockerAt, treeOf } from "./mirror-tree";
import { temporaryFolder } from "./temporary-folder";

const LINUX = { os: "linux", arch: "amd64" };
const FOLDER = "kreuzwerker/docker/4.6.0/linux_amd64";

describe("a mirror made for Terraform", () => {
  const root = temporaryFolder();
  const place = treeOf(root, [dockerAt("4.6.0")]);
  const mirrors = findMirrors([place], LINUX);

  it("needs no links for Terraform", async () => {
    expect(await withLinks(mirrors, { cacheRoot: root, flavour: "terraform", machine: LINUX })).toBe(mirrors);
  });

  it("is offered to OpenTofu under its own registry's name", async () => {
    const [, linked] = await withLinks(mirrors, { cacheRoot: root, flavour: "opentofu", machine: LINUX });
    const folder = join(linked?.path ?? "", "registry.opentofu.org", FOLDER);
    expect(linked?.providers).toEqual([{ source: "registry.opentofu.org/kreuzwerker/docker", versions: ["4.6.0"] }]);
    expect(realpathSync(folder)).toBe(realpathSync(join(place, "registry.terraform.io", FOLDER)));
    expect(existsSync(join(folder, "terraform-provider-docker_v4.6.0"))).toBe(true);
  });

  it("is linked once by two at the same time", async () => {
    const options = { cacheRoot: treeOf(root, ["x"]), flavour: "opentofu", machine: LINUX } as const;
    const [one, two] = await Promise.all([withLinks(mirrors, options), withLinks(mirrors, options)]);
    expect(one).toEqual(two);
  });

  it("is not linked where a mirror has the wanted name already", () => {
    const both = findMirrors([treeOf(root, [dockerAt("4.6.0"), dockerAt("4.6.0", "registry.opentofu.org")])], LINUX);
    expect(linksFor(both, "opentofu", LINUX)).toEqual({ providers: [], links: [] });
  });

  it("is linked file by file when it is packed", () => {
    const zip = "kreuzwerker/docker/terraform-provider-docker_4.6.0_linux_amd64.zip";
    const packed = treeOf(root, [`registry.terraform.io/${zip}`]);
    expect(linksFor(findMirrors([packed], LINUX), "opentofu", LINUX).links).toEqual([
      { path: `registry.opentofu.org/${zip}`, target: join(packed, "registry.terraform.io", zip) },
    ]);
  });
});
