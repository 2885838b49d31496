import { ConfigVolumes } from "../../../../../constructs/targets/docker/private/config-volumes";

const A = { name: "a.conf", content: "a" };
const B = { name: "b.conf", content: "b" };

describe("configuration volumes", () => {
  it("are named by the environment and their content", () => {
    expect(new ConfigVolumes("test").add([A])).toMatch(/^test-config-[0-9a-f]{12}$/);
  });

  it("are one for one content, whoever mounts it and in whatever order its files are written", () => {
    const volumes = new ConfigVolumes("test");
    expect(volumes.add([B, A])).toBe(volumes.add([A, B]));
    expect(volumes.all()).toHaveLength(1);
  });

  it.each([
    ["another text", [{ ...A, content: "b" }]],
    ["another name", [{ ...A, name: "c.conf" }]],
    ["a further file", [A, B]],
  ])("are another one for %s", (_what, files) => {
    const volumes = new ConfigVolumes("test");
    expect(volumes.add(files)).not.toBe(volumes.add([A]));
  });

  it("are none for no files", () => {
    const volumes = new ConfigVolumes("test");
    expect(volumes.add([])).toBeUndefined();
    expect(volumes.all()).toEqual([]);
  });

  it("are listed in the order of their names, whatever the order in which they were asked for", () => {
    const named = (...sets: (typeof A)[][]) => {
      const volumes = new ConfigVolumes("test");
      for (const files of sets) volumes.add(files);
      return volumes.all().map(({ name }) => name);
    };
    expect(named([A], [B])).toEqual(named([B], [A]));
  });

  it.each(["../passwd", "/etc/passwd", "sub/../file", "sub//file", "sub/.hidden", ".hidden", "", "a b", "${a}"])(
    "hold no file called '%s'",
    (name) => {
      expect(() => new ConfigVolumes("test").add([{ name, content: "" }])).toThrow(
        `configuration file '${name}' must be a plain relative path; it is placed below /config`,
      );
    },
  );
});
