import { Readable } from "node:stream";
import { packed, unpacked } from "../../../operations/engine/tar";

const FOLDER = { path: "host/a", uid: 0, gid: 0, mode: 0o700 };
const FILE = { path: "host/a/file", uid: 70, gid: 70, mode: 0o400, content: Buffer.from("value") };

const roundTrip = async (...given: Parameters<typeof packed>) => unpacked(Readable.from([await packed(...given)]));

describe("an archive", () => {
  it("brings folders and files back with owner, mode and content", async () => {
    expect(await roundTrip([FOLDER], [FILE])).toEqual({ folders: [FOLDER], files: [FILE], others: [] });
  });

  it("carries users whose number has no room in the old header", async () => {
    const file = { ...FILE, uid: 1_000_670_000, gid: 300_000 };
    expect((await roundTrip([], [file])).files).toEqual([file]);
  });

  it("carries the time of the change to the millisecond", async () => {
    const archive = await packed([], [FILE], new Date("2026-01-02T03:04:05.678Z"));
    expect(archive.toString("latin1")).toContain(" mtime=1767323045.678\n");
  });

  it("of nothing is the empty archive that the engine takes for an image", async () => {
    expect(await packed([], [])).toEqual(Buffer.alloc(1024));
  });

  it("that breaks off is an error, not a short answer", async () => {
    const whole = await packed([FOLDER], [FILE]);
    await expect(unpacked(Readable.from([whole.subarray(0, 1600)]))).rejects.toThrow("Unexpected end of data");
  });
});
