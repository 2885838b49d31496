import { parseUris, statusFile } from "../../../operations/images/closure";

const sha256 = "ab".repeat(32);

it("reads apt's list, sorted by name, with epochs decoded", () => {
  const printed = [
    `'http://h/z.deb' zlib1g_1%3a1.2.13_amd64.deb 86684 SHA256:${sha256}`,
    `'http://h/t.deb' tzdata_2026f-0+deb12u1_all.deb 307832 SHA256:${sha256}`,
  ].join("\n");
  expect(parseUris(printed)).toEqual([
    { name: "tzdata", version: "2026f-0+deb12u1", architecture: "all", file: "tzdata_2026f-0+deb12u1_all.deb", sha256 },
    { name: "zlib1g", version: "1:1.2.13", architecture: "amd64", file: "zlib1g_1%3a1.2.13_amd64.deb", sha256 },
  ]);
});

it("takes no package without a SHA-256", () => {
  expect(parseUris("'http://h/z.deb' zlib1g_1_amd64.deb 1 MD5Sum:0123")).toEqual([]);
});

it("shows apt a system in which the present and the never installed packages are installed", () => {
  const present = [{ name: "libc6", version: "2.36", architecture: "amd64", file: "", sha256 }];
  const text = statusFile("amd64", present, ["adduser"]);
  expect(text).toMatch(/^Package: libc6\nStatus: install ok installed\nVersion: 2\.36\n/);
  expect(text).toMatch(/\n\nPackage: adduser\nStatus: install ok installed\nVersion: 9999:0\n/);
});
