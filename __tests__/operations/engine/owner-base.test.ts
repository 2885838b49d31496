import { ownerBase, withoutBase } from "../../../operations/engine/owner-base";

const REMAPPED = {
  SecurityOptions: ["name=seccomp,profile=default", "name=userns"],
  DockerRootDir: "/data/100000.200000",
};
const FOLDER = { path: "a", uid: 100_070, gid: 200_080, mode: 0o400 };

describe("the owner base", () => {
  it("of an engine that remaps users is in the name of its folder", () => {
    expect(ownerBase(REMAPPED)).toEqual({ uid: 100_000, gid: 200_000 });
  });

  it("of any other engine is none, whatever its folder is called", () => {
    expect(ownerBase({ ...REMAPPED, SecurityOptions: null })).toEqual({ uid: 0, gid: 0 });
  });

  it("is taken off the owner that the host has", () => {
    expect(withoutBase(FOLDER, ownerBase(REMAPPED))).toEqual({ ...FOLDER, uid: 70, gid: 80 });
  });

  it("is not taken off an owner below it, whom no container has", () => {
    expect(withoutBase({ ...FOLDER, uid: 0, gid: 0 }, ownerBase(REMAPPED))).toMatchObject({ uid: 0, gid: 0 });
  });
});
