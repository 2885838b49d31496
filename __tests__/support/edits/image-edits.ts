import { Image, VolumeContent, type ImageOptions, type Spec } from "../../../constructs/core";
import { Change, type SpecEdits } from "./edit";
import { imageReference } from "./plain";
import { content, declared, user } from "./readings";

const image = (version: "1" | "2", options: ImageOptions = {}): Pick<Spec, "image"> => ({
  image: Image.of(imageReference(version), options),
});

export const IMAGE_EDITS: SpecEdits["image"] = {
  each: {
    reference: {
      edited: [{ from: image("1"), to: image("2"), reading: content("/version"), shows: ["1", "2"] }],
    },
    user: {
      edited: [
        {
          from: image("1", { user: "10001:10001" }),
          to: image("1", { user: "10002:10003" }),
          reading: user,
          shows: ["10001:10001", "10002:10003"],
        },
      ],
    },
    version: {
      edited: [
        {
          from: {
            ...image("1", { version: "7" }),
            volumes: [{ name: "data", content: VolumeContent.DATA, path: "/data" }],
          },
          to: {
            ...image("1", { version: "8" }),
            volumes: [{ name: "data", content: VolumeContent.DATA, path: "/data" }],
          },
          reading: declared(
            "which version wrote a volume",
            ({ volumes }, component) => volumes.find((one) => one.component === component)?.imageVersion,
          ),
          shows: ["7", "8"],
          change: Change.UNTOUCHED,
        },
      ],
    },
  },
};
