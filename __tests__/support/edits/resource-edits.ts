import { Memory, type Resources, type Spec } from "../../../constructs/core";
import { PLAIN_SPEC } from "../constructs/fake-component";
import { Change, type Edit, type SpecEdits } from "./edit";
import { EVERYWHERE } from "./everywhere";
import { cpus, memory, openFiles, processes, sizeOf } from "./readings";

const MIB = 1024 * 1024;
const mebibytes = (amount: number) => Memory.mebibytes(amount);
const resources = (wanted: Partial<Resources>): Partial<Spec> => ({
  resources: { ...PLAIN_SPEC.resources, ...wanted },
});

const edit = (
  [from, to]: readonly [Partial<Resources>, Partial<Resources>],
  reading: Edit<Spec>["reading"],
  shows: Edit<Spec>["shows"],
): Edit<Spec> => ({ from: resources(from), to: resources(to), reading, shows });

export const RESOURCE_EDITS: SpecEdits["resources"] = {
  each: {
    memory: {
      edited: [
        {
          ...edit([{ memory: mebibytes(64) }, { memory: mebibytes(96) }], memory, [
            [64 * MIB, 64 * MIB],
            [96 * MIB, 96 * MIB],
          ]),
          change: Change.IN_PLACE,
          on: EVERYWHERE,
        },
      ],
    },
    cpus: {
      edited: [edit([{ cpus: 0.5 }, { cpus: 1 }], cpus, [0.5, 1])],
    },
    processes: {
      // By `up`, through the engine: the provider has no such limit.
      edited: [
        {
          ...edit([{ processes: 32 }, { processes: 48 }], processes, [32, 48]),
          change: Change.UNTOUCHED,
          on: EVERYWHERE,
        },
      ],
    },
    openFiles: {
      edited: [edit([{ openFiles: 1024 }, { openFiles: 2048 }], openFiles, [1024, 2048])],
      removed: [edit([{ openFiles: 1024 }, {}], openFiles, [1024, 16_384])],
    },
    sharedMemory: {
      edited: [
        edit([{ sharedMemory: mebibytes(8) }, { sharedMemory: mebibytes(16) }], sizeOf("/dev/shm"), [
          "size=8192k",
          "size=16384k",
        ]),
      ],
      removed: [edit([{ sharedMemory: mebibytes(8) }, {}], sizeOf("/dev/shm"), ["size=8192k", "size=65536k"])],
    },
  },
};
