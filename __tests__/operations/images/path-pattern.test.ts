import { pathMatcher } from "../../../operations/images/path-pattern";

it.each([
  ["usr/share/doc", true],
  ["usr/share/doc/x/y", true],
  ["usr/share/docs", false],
  ["usr/lib/x86_64-linux-gnu/gconv/UTF-16.so", true],
  ["usr/lib/gconv", false],
  ["usr/lib/a/b/gconv", false],
  ["etc/cron.daily/x", true],
  ["etc/cronXdaily", false],
])("of %s says %s", (path, expected) => {
  expect(pathMatcher(["usr/share/doc", "usr/lib/*/gconv", "etc/cron.*"])(path)).toBe(expected);
});

it("matches nothing without patterns", () => {
  expect(pathMatcher([])("usr")).toBe(false);
});
