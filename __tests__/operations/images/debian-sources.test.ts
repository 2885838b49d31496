import { debianSources } from "../../../operations/images/debian-sources";

it("uses the mirrors that the system has for the release of the images", () => {
  const targets =
    "http://mirror.example/debian/|bookworm|main\nhttp://mirror.example/debian-security|bookworm-security|main\n";
  expect(debianSources(targets, "/k.gpg")).toBe(
    "deb [signed-by=/k.gpg] http://mirror.example/debian/ bookworm main\n" +
      "deb [signed-by=/k.gpg] http://mirror.example/debian-security bookworm-security main\n",
  );
});

it.each([
  ["another release", "http://mirror.example/debian/|trixie|main"],
  ["a third party that reuses the release's name", "https://apt.example.com|bookworm|main"],
  ["a third party's component", "https://download.example.com/debian/|bookworm|stable"],
  ["nothing", ""],
])("takes Debian's public archive, with security fixes, where the system has only %s", (_what, targets) => {
  const sources = debianSources(targets);
  expect(sources).toContain(" http://deb.debian.org/debian/ bookworm main\n");
  expect(sources).toContain(" http://deb.debian.org/debian-security/ bookworm-security main\n");
  expect(sources).not.toContain("example");
});
