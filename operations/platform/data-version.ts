import type Docker from "dockerode";
import type { Manifest } from "../manifest";
import { withHostFolder } from "../engine/holder";

/** Where images keep the file that names the version of a data folder, from the volume's root. */
const PLACES = ["PG_VERSION", "pgdata/PG_VERSION", "docker/PG_VERSION"];

/** The major version that wrote a data volume; undefined when there is none, or it is empty. */
async function versionIn(docker: Docker, volume: string): Promise<string | undefined> {
  const { Volumes } = await docker.listVolumes({ filters: { name: [volume] } });
  if (!Volumes?.some(({ Name }) => Name === volume)) return undefined;
  return withHostFolder(docker, volume, async (folder) => {
    for (const place of PLACES) {
      const { files } = await folder.readFiles(place);
      if (files[0]) return files[0].content.toString().trim();
    }
    return undefined;
  });
}

/** A data folder of another major version would keep the server from starting, over and over. */
export async function postgresVersionProblems(docker: Docker, manifest: Manifest): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { name, component, path, imageVersion } of manifest.volumes) {
    if (!path.startsWith("/var/lib/postgresql")) continue;
    const found = await versionIn(docker, name);
    const wanted = imageVersion.split(".")[0];
    if (found !== undefined && found !== wanted) {
      problems.push(
        `data volume ${name} of ${component} was written by PostgreSQL ${found}, the image is ${wanted}; dump it with the old image and restore it, or go back to an image of version ${found}: https://www.postgresql.org/docs/current/upgrading.html`,
      );
    }
  }
  return problems;
}
