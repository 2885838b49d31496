import { complaints } from "../platform-text";

const CURE = "a secret does not belong into YAML; mount it as a file, as 'uses' does, and let the image read the file";

const variable = (name: string, value: string) =>
  complaints(["layers:", `  a: { image: 'a:1', port: 1, env: { ${name}: '${value}' } }`]);

describe("a secret in the file", () => {
  it.each(["DB_PASSWORD", "API_KEY", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "SECRET"])(
    "in variable %s is refused",
    (name) => {
      expect(variable(name, "hunter2")).toEqual([
        `line 4, platform.layers.a.env.${name}: looks like a secret; ${CURE}`,
      ]);
    },
  );

  it.each([
    ["DB_PASSWORD_FILE", "/run/secrets/db"],
    ["TOKEN_TTL_SECONDS", "60"],
    ["MAX_TOKENS", "4096"],
    ["DB_PASSWORD", ""],
    ["HOMEPAGE", "https://example.com/a:b@c"],
  ])("is not %s=%s", (name, value) => {
    expect(variable(name, value)).toEqual([]);
  });

  it("in a URL is refused, and not repeated", () => {
    expect(complaints(["external:", "  db: { url: 'http://me:hunter2@db:1' }"])).toEqual([
      `line 4, platform.external.db.url: looks like a secret; ${CURE}`,
    ]);
  });

  it("in an argument is refused", () => {
    expect(
      complaints(["layers:", "  a:", "    image: 'a:1'", "    port: 1", "    command: [serve, 'redis://u:p@redis']"]),
    ).toEqual([`line 7, platform.layers.a.command[1]: looks like a secret; ${CURE}`]);
  });

  it("that is a private key is refused", () => {
    expect(variable("CERTIFICATE", "-----BEGIN EC PRIVATE KEY-----")).toEqual([
      `line 4, platform.layers.a.env.CERTIFICATE: looks like a secret; ${CURE}`,
    ]);
  });
});
