import type { Recipe } from "./recipe";

/** https://github.com/restic/restic/blob/master/docker/Dockerfile. Unlike there, it does not run as root. */
export const restic: Recipe = {
  name: "restic",
  version: "0.14",
  packages: ["restic", "openssh-client"],
  users: { restic: 10002 },
  user: "10002:10002",
  directories: { "/repository": { mode: 0o700, owner: 10002 } },
  entrypoint: ["/usr/bin/restic"],
};
