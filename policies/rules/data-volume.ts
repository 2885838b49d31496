import { NOT_APPLICABLE, judge } from "../evaluate";
import { hasDataPath, lostData } from "../facts/data-paths";
import { declared, isLeftToImage } from "../facts/fact";
import type { Rule } from "../rule";

export const dataVolume: Rule<"container"> = {
  id: "BWK-data-volume",
  title: "keeps its data on a volume with a name",
  severity: "high",
  why: "What the program writes where nothing with a name is mounted goes with the container, at the next update, or stays behind on a volume that nobody finds again.",
  fix: "Mount a named volume exactly where the image keeps its data; or a tmpfs, where it may be lost.",
  bad: `image: postgres:17
volumes: ["db:/var/lib/postgresql"]`,
  good: `image: postgres:17
command: [postgres]
volumes: ["db:/var/lib/postgresql/data"]`,
  references: [
    "https://hub.docker.com/_/postgres",
    "https://docs.docker.com/engine/storage/volumes/#named-and-anonymous-volumes",
  ],
  relatives: ["BWK-anonymous-volumes"],
  on: "container",
  needs: ["image", "mounts", "command", "environment"],
  check: (container) => {
    if (container.lifetime !== "service") return NOT_APPLICABLE;
    const command = isLeftToImage(container.command) ? declared([]) : container.command;
    return judge(container.image, "its image", (image) =>
      !hasDataPath(image)
        ? undefined
        : judge(container.mounts, "its mounts", (mounts) =>
            judge(command, "its command", (words) =>
              judge(container.environment, "its environment", (environment) =>
                told(lostData({ image, command: words, environment }, mounts)),
              ),
            ),
          ),
    );
  },
};

const told = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : `loses what it keeps in ${path} when it is replaced`;
