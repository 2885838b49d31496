import { prepare, type Wanted } from "../../../operations/setup";

const titles = (want: Wanted) => prepare({ want }).lanes.map((lane) => lane.map(({ title }) => title));

describe("the steps of the set-up", () => {
  it("are two lanes, of which one builds and the other waits for the engine", () => {
    expect(titles({ provider: true, engine: true })).toEqual([
      ["Terraform or OpenTofu", "docker provider"],
      ["Docker engine"],
    ]);
  });

  it.each<[Wanted, readonly (readonly string[])[]]>([
    [{ terraform: true }, [["Terraform or OpenTofu"]]],
    [{ provider: true }, [["Terraform or OpenTofu", "docker provider"]]],
    [{ engine: true }, [["Docker engine"]]],
    [{ helmProvider: true, helm: true }, [["Terraform or OpenTofu", "helm provider", "Helm"]]],
    [{ provider: true, helmProvider: true }, [["Terraform or OpenTofu", "docker and helm provider"]]],
    [{ helm: true }, [["Helm"]]],
    [{}, []],
  ])("for %j are only those", (want, expected) => {
    expect(titles(want)).toEqual(expected);
  });

  it("have no result before they ran", () => {
    const { result } = prepare({ want: { provider: true, engine: true } });
    expect(() => result.terraform).toThrow("the set-up of Terraform was asked for its result before it had run");
    expect(() => result.env).toThrow("before it had run");
    expect(() => result.helm).toThrow("the set-up of Helm was asked");
    expect(() => result.engine).toThrow("the set-up of the Docker engine was asked");
  });
});
