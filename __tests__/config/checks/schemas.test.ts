import { complaints } from "../platform-text";

const platform = (layer: string, uses: string) => [
  `postgres: { schemas: { ${layer}: a.sql } }`,
  "layers:",
  `  items: { image: 'a:1', port: 1, uses: [${uses}] }`,
];

describe("an SQL file", () => {
  it("is for a layer that uses Postgres", () => {
    expect(complaints(platform("items", "postgres"))).toEqual([]);
  });

  it("for no layer would be left out, so it is refused", () => {
    expect(complaints(platform("itmes", "postgres"))).toEqual([
      'line 3, platform.postgres.schemas.itmes: there is no layer "itmes", did you mean "items"?',
    ]);
  });

  it("for a layer that does not use Postgres is refused", () => {
    expect(complaints(platform("items", ""))).toEqual([
      `line 3, platform.postgres.schemas.items: layer "items" does not use postgres; add it to the layer's 'uses'`,
    ]);
  });
});
