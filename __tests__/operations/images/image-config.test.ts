import { CONTENT_LABEL, imageConfig } from "../../../operations/images/image-config";
import { tinyRecipe } from "../../support/images/tiny-archive";

const input = {
  recipe: tinyRecipe({}),
  tag: "bulwark/tiny:1-0",
  architecture: "amd64" as const,
  diffIds: ["ab"],
  packages: [],
};
interface Defaults {
  readonly Env: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
}
const parsed = (text: string) => (JSON.parse(text) as { readonly config: Defaults }).config;
const configOf = (part: Parameters<typeof tinyRecipe>[0]) =>
  parsed(imageConfig({ ...input, recipe: tinyRecipe(part) }).text);

it("takes user, arguments, folder, ports and stop signal from the recipe", () => {
  const recipe = {
    user: "99:99" as const,
    command: ["-x"],
    workingDirectory: "/w",
    ports: [80],
    stopSignal: "SIGUSR1",
  };
  expect(configOf(recipe)).toMatchObject({
    User: "99:99",
    Entrypoint: ["/bin/tiny"],
    Cmd: ["-x"],
    WorkingDir: "/w",
    ExposedPorts: { "80/tcp": {} },
    StopSignal: "SIGUSR1",
  });
});

it("has no volumes and no health check, whatever the recipe", () => {
  expect(Object.keys(configOf({})).sort()).toEqual([
    "Cmd",
    "Entrypoint",
    "Env",
    "ExposedPorts",
    "Labels",
    "User",
    "WorkingDir",
  ]);
});

it("lets the recipe replace a variable of the base", () => {
  expect(configOf({ environment: { PATH: "/p" } }).Env).toEqual(expect.arrayContaining(["PATH=/p", "LANG=C.UTF-8"]));
});

it("lists the packages and carries the hash of all the rest", () => {
  const one = { name: "a", version: "1:2", architecture: "all", file: "", sha256: "" };
  const image = imageConfig({ ...input, packages: [one] });
  const { Labels } = parsed(image.text);
  expect(Labels["bulwark.image.packages"]).toBe("a=1:2");
  expect(Labels[CONTENT_LABEL]).toBe(image.content);
  expect(imageConfig({ ...input, diffIds: ["cd"], packages: [one] }).content).not.toBe(image.content);
});
