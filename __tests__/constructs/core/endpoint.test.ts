import { url, type Endpoint } from "../../../constructs/core";

const endpoint: Endpoint = { scheme: "http", host: "api", port: 8080 };

it("writes an endpoint as a URL", () => {
  expect(url(endpoint)).toBe("http://api:8080");
});

it("writes a path behind it", () => {
  expect(url(endpoint, "/ready")).toBe("http://api:8080/ready");
});
