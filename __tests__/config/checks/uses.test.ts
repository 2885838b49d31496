import { complaints } from "../platform-text";

const LAYERS = [
  "redis: {}",
  "layers:",
  "  api: { image: 'a:1', port: 1, uses: [data, redis] }",
  "  data: { image: 'a:1', port: 2 }",
];

describe("what a layer uses", () => {
  it("may be a server, a layer or an external", () => {
    const external = ["external:", "  ollama: { url: 'http://ollama:11434' }"];
    const user = "  web: { image: 'a:1', port: 3, uses: [api, redis, ollama] }";
    expect(complaints([...LAYERS, user, ...external])).toEqual([]);
  });

  it("must exist, and the name that was probably meant is said", () => {
    expect(complaints([...LAYERS, "  web: { image: 'a:1', port: 3, uses: [apj] }"])).toEqual([
      'line 7, platform.layers.web.uses[0]: got "apj", there is none, did you mean "api"?',
    ]);
  });

  it("is listed when the name is near nothing", () => {
    expect(complaints([...LAYERS, "  web: { image: 'a:1', port: 3, uses: [kafka] }"])).toEqual([
      'line 7, platform.layers.web.uses[0]: got "kafka", one of: redis, api, data, web',
    ]);
  });

  it("may be a server only if the platform has it", () => {
    expect(
      complaints([...LAYERS, "  web:", "    image: 'a:1'", "    port: 3", "    uses:", "      - postgres"]),
    ).toEqual([
      `line 11, platform.layers.web.uses[0]: got "postgres", but the platform has none; add 'platform.postgres: {}'`,
    ]);
  });

  it("is named once", () => {
    expect(complaints([...LAYERS, "  web: { image: 'a:1', port: 3, uses: [redis, redis] }"])).toEqual([
      'line 7, platform.layers.web.uses[1]: "redis" is named twice',
    ]);
  });

  it.each([
    ["redis", "admin"],
    ["redis", "health"],
    ["postgres", "superuser"],
    ["postgres", "platform-owner"],
    ["postgres", "pg-monitor"],
    ["pgbouncer", "superuser"],
  ])("of %s, layer %s cannot have the account of that name", (server, name) => {
    expect(
      complaints([
        `postgres: {}`,
        ...(server === "postgres" ? [] : [`${server}: {}`]),
        "layers:",
        `  ${name}: { image: 'a:1', port: 1, uses: [${server}] }`,
      ]),
    ).toEqual([
      `line ${server === "postgres" ? 5 : 6}, platform.layers.${name}.uses[0]: ${server} has an account '${name}' of its own, so the layer cannot have that name`,
    ]);
  });
});
