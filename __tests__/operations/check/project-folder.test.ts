import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../../operations/check/project-folder";

const OUTSIDE = { refused: "outside of the project's folder" };
let above: string;
let folder: string;

beforeAll(() => {
  above = mkdtempSync(join(tmpdir(), "project-"));
  folder = join(above, "shop");
  mkdirSync(join(folder, "sub"), { recursive: true });
  mkdirSync(join(above, "shopping"));
  writeFileSync(join(above, "secret.env"), "A=hunter2");
  writeFileSync(join(above, "shopping", "x.env"), "A=1");
  writeFileSync(join(folder, "compose.yaml"), "services: {}");
  writeFileSync(join(folder, "sub", "a.env"), "\uFEFFA=1");
  writeFileSync(join(folder, "utf16.env"), Buffer.from("A=1", "utf16le"));
  writeFileSync(join(folder, "large.env"), "");
  truncateSync(join(folder, "large.env"), 2 * 1024 * 1024);
  symlinkSync("../secret.env", join(folder, "linked.env"));
  symlinkSync("sub/a.env", join(folder, "inner.env"));
  symlinkSync("/dev/zero", join(folder, "zero.env"));
  symlinkSync("loop.env", join(folder, "loop.env"));
  symlinkSync("..", join(folder, "up"));
  execFileSync("mkfifo", [join(folder, "pipe.env")]);
});

afterAll(() => rmSync(above, { recursive: true }));

const read = (path: string) => projectFolder(join(folder, "compose.yaml"))(path);

describe("the files of a compose file's folder", () => {
  it.each(["sub/a.env", "./sub/../sub/a.env", "inner.env", "up/shop/sub/a.env"])("are read: %s", (path) => {
    expect(read(path)).toEqual({ text: "A=1" });
  });

  it("are read by their whole path", () => {
    expect(read(join(folder, "sub/a.env"))).toEqual({ text: "A=1" });
  });

  it.each([
    "../secret.env",
    "../none.env",
    "../shopping/x.env",
    "linked.env",
    "up/secret.env",
    "/etc/passwd",
    "/etc/none",
    "zero.env",
    "/dev/zero",
    "..",
    ".",
    "",
  ])("are not read from elsewhere: %j", (path) => {
    expect(read(path)).toEqual(OUTSIDE);
  });

  it.each([
    ["pipe.env", { refused: "no file" }],
    ["sub", { refused: "no file" }],
    ["large.env", { refused: "larger than 1 MB" }],
    ["utf16.env", { refused: "no UTF-8 text" }],
    ["loop.env", { refused: "not readable" }],
    ["a\0b", { refused: "not readable" }],
    ["none.env", { refused: "missing", isMissing: true }],
    ["compose.yaml/x", { refused: "missing", isMissing: true }],
    ["~/x.env", { refused: "missing", isMissing: true }],
  ])("are not read: %j", (path, answer) => {
    expect(read(path)).toEqual(answer);
  });
});

it("takes the folder of a file that is linked to by where the link lies", () => {
  symlinkSync("shop/compose.yaml", join(above, "linked-compose.yaml"));

  expect(projectFolder(join(above, "linked-compose.yaml"))("secret.env")).toEqual({ text: "A=hunter2" });
});
