import { Readable } from "node:stream";
import { LATEST_TIME, LayerWriter } from "../../../operations/images/layer-writer";
import { listing } from "../../support/images/tar-listing";

async function written(write: (writer: LayerWriter) => Promise<void>) {
  const writer = new LayerWriter();
  const listed = listing(writer.output());
  await write(writer);
  writer.finish();
  return listed;
}

const plain = { mode: 0o644, owner: 0 };

it("writes parents before what lies in them, with the attributes that were offered", async () => {
  const listed = await written(async (writer) => {
    await writer.offerFolder("usr/share", { mode: 0o755, owner: 0, modified: new Date(0) });
    await writer.file("usr/share/a", plain, "a");
  });
  expect(Object.keys(listed)).toEqual(["usr", "usr/share", "usr/share/a"]);
  expect(listed["usr/share"]).toMatchObject({ type: "directory", time: new Date(0).toISOString() });
});

it("leaves out folders that stay empty, unless their attributes are unusual", async () => {
  const listed = await written(async (writer) => {
    await writer.offerFolder("empty", { mode: 0o755, owner: 0 });
    await writer.offerFolder("private", { mode: 0o700, owner: 0 });
  });
  expect(Object.keys(listed)).toEqual(["private"]);
});

it("keeps the first of two entries with one path", async () => {
  const listed = await written(async (writer) => {
    await writer.file("a", plain, "first");
    await writer.link("a", "second");
  });
  expect(listed).toMatchObject({ a: { type: "file", content: "first" } });
});

it("strips setuid and setgid, keeps sticky, and sets owner and group", async () => {
  const listed = await written(async (writer) => {
    await writer.file("su", { mode: 0o6755, owner: 7, group: 8 }, "");
    await writer.folder("tmp", { mode: 0o1777, owner: 0 });
  });
  expect(listed).toMatchObject({ su: { mode: "755", owner: "7:8" }, tmp: { mode: "1777" } });
});

it("brings later times back to one, and leaves earlier ones", async () => {
  const early = new Date("2020-02-02T00:00:00Z");
  const listed = await written(async (writer) => {
    await writer.file("new", { ...plain, modified: new Date("2099-01-01") }, "");
    await writer.file("old", { ...plain, modified: early }, "");
  });
  expect(listed).toMatchObject({ new: { time: LATEST_TIME.toISOString() }, old: { time: early.toISOString() } });
});

it("streams a file that is larger than any buffer, whole", async () => {
  const chunk = Buffer.alloc(1 << 20, "x");
  const listed = await written((writer) =>
    writer.stream("big", { ...plain, size: 8 << 20 }, Readable.from(Array.from({ length: 8 }, () => chunk))),
  );
  expect(listed["big"]?.content).toBe("x".repeat(8 << 20));
});
