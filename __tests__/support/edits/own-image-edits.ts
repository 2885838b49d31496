import { Image, type ImageOptions, type Job } from "../../../constructs/core";
import { Change, type Edit, type EditsOf } from "./edit";
import { imageReference } from "./plain";
import { content, declared, user } from "./readings";

type OwnImage = Pick<Job, "image">;

const image = (version: "1" | "2", options?: ImageOptions) => ({ image: Image.of(imageReference(version), options) });

/** An image in place of the component's: of a job and of a scheduled one alike. */
export const OWN_IMAGE: EditsOf<OwnImage, Edit<OwnImage>>["image"] = {
  each: {
    reference: { edited: [{ from: image("1"), to: image("2"), reading: content("/version"), shows: ["1", "2"] }] },
    user: {
      edited: [
        {
          from: image("1"),
          to: image("1", { user: "10002:10003" }),
          reading: user,
          shows: ["10001:10001", "10002:10003"],
        },
      ],
    },
    version: {
      edited: [
        {
          from: image("1", { version: "7" }),
          to: image("1", { version: "8" }),
          reading: declared("of a component alone: which version wrote a volume", () => "nowhere"),
          shows: ["nowhere", "nowhere"],
          change: Change.UNTOUCHED,
        },
      ],
    },
  },
  removed: [{ from: image("2"), to: {}, reading: content("/version"), shows: ["2", "1"] }],
};
