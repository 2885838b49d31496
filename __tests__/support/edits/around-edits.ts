import type { Spec } from "../../../constructs/core";
import { Change, type Edit, type Edits } from "./edit";
import { EVERYWHERE } from "./everywhere";
import { FOLLOWED } from "./job-edits";
import { addedHosts, networks, restart } from "./readings";

const around = (before: Edit<Spec>["around"], rest: Pick<Edit<Spec>, "reading" | "shows">): Edit<Spec> => ({
  from: {},
  to: {},
  around: before,
  ...rest,
});

/** What reaches a container and is no field of its spec. */
export const AROUND_EDITS: Readonly<Record<string, { readonly edited: Edits<Edit<Spec>> }>> = {
  uses: {
    edited: [
      around([{ uses: ["peer"] }, { uses: ["other"] }], {
        reading: networks,
        shows: [["edits-peer"], ["edits-other"]],
      }),
      around([{ uses: ["peer"] }, { uses: [] }], { reading: networks, shows: [["edits-peer"], ["none"]] }),
      around([{ uses: ["outside"] }, { uses: [] }], {
        reading: addedHosts,
        shows: [["host.docker.internal:host-gateway"], []],
      }),
    ],
  },
  "jobs.phase.after": { edited: [FOLLOWED] },
  restart: {
    edited: [
      {
        ...around([{}, { attributes: { restart: "always" } }], {
          reading: restart,
          shows: ["unless-stopped", "always"],
        }),
        change: Change.IN_PLACE,
        on: EVERYWHERE,
      },
    ],
  },
};
