import { JobReach, Memory, type ScheduledJob } from "../../../constructs/core";
import { Change, type Edit, type EditsOf } from "./edit";
import { OWN_IMAGE } from "./own-image-edits";
import { aliases, content, memory, mounted, scheduledRuns } from "./readings";

/** A file stands for the folder: each shows which one it is. */
const hostFolder = (source: string, path = "/folder") => ({
  hostFolders: [{ source: `/var/lib/bulwark/edits/host/${source}`, path }],
});

const found = (alias: string) => ({ reach: JobReach.OUTSIDE, alias });

const MIB = 1024 * 1024;

/** What a scheduled job has of its own, and not of its component. */
export const CONTAINER: EditsOf<
  Pick<ScheduledJob, "image" | "memory" | "hostFolders" | "atStart" | "alias">,
  Edit<ScheduledJob>
> = {
  image: OWN_IMAGE,
  memory: {
    edited: [
      {
        from: { memory: Memory.mebibytes(48) },
        to: { memory: Memory.mebibytes(96) },
        reading: memory,
        shows: [
          [48 * MIB, 48 * MIB],
          [96 * MIB, 96 * MIB],
        ],
        change: Change.IN_PLACE,
      },
    ],
    removed: [
      {
        from: { memory: Memory.mebibytes(48) },
        to: {},
        reading: memory,
        shows: [
          [48 * MIB, 48 * MIB],
          [64 * MIB, 64 * MIB],
        ],
        change: Change.IN_PLACE,
      },
    ],
  },
  atStart: {
    edited: [{ from: { atStart: false }, to: { atStart: true }, reading: scheduledRuns, shows: [1, 2] }],
    removed: [{ from: { atStart: true }, to: {}, reading: scheduledRuns, shows: [2, 1] }],
  },
  alias: {
    edited: [{ from: found("one"), to: found("two"), reading: aliases, shows: [["one"], ["two"]] }],
    removed: [{ from: found("one"), to: { reach: JobReach.OUTSIDE }, reading: aliases, shows: [["one"], []] }],
  },
  hostFolders: {
    each: {
      source: {
        edited: [
          {
            from: hostFolder("one"),
            to: hostFolder("two"),
            reading: content("/folder"),
            shows: ["value of one", "value of two"],
          },
        ],
      },
      path: {
        edited: [
          {
            from: hostFolder("one", "/a"),
            to: hostFolder("one", "/b"),
            reading: mounted(["/a", "/b"]),
            shows: [["/a"], ["/b"]],
          },
        ],
      },
    },
    removed: [
      { from: hostFolder("one"), to: {}, reading: content("/folder"), shows: ["value of one", undefined] },
      { from: hostFolder("one"), to: { hostFolders: [] }, reading: mounted(["/folder"]), shows: [["/folder"], []] },
    ],
  },
};
