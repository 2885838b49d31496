import type { IncomingMessage } from "node:http";
import { UNREADABLE_URL, routablePath } from "../../src/server/paths";

const routed = (url: string): string => routablePath({ url } as IncomingMessage);

it.each(["/", "/health?x=%zz", "/a%20b", "/.unreadable-url"])("leaves %s as it is", (url) => {
  expect(routed(url)).toBe(url);
});

it("reads the absolute form, which proxies send", () => {
  expect(routed("http://somewhere:80/v1/services?x=1")).toBe("/v1/services?x=1");
});

it.each(["/%", "/%zz", "/%c3%28", "*", "", "ftp://x/", "somewhere:443"])(
  "sends %s to the answer for unreadable ones",
  (url) => {
    expect(routed(url)).toBe(UNREADABLE_URL);
  },
);
