import type Docker from "dockerode";

import { archiveStream } from "./archive";
import type { BuiltImage } from "./build";
import { loadFailed } from "./errors";
import { CONTENT_LABEL } from "./image-config";

/** The id under which the engine has this image with this very content, or undefined. */
export async function presentId(docker: Docker, { tag, config }: BuiltImage): Promise<string | undefined> {
  const found = await docker.getImage(tag).inspect().catch(absent);
  const same = found?.Id === config.id || found?.Config?.Labels?.[CONTENT_LABEL] === config.content;
  return same ? found?.Id : undefined;
}

function absent(failure: unknown): undefined {
  if ((failure as { readonly statusCode?: number }).statusCode !== 404) throw failure;
}

/** Loads images into the engine. The engine answers 200 and reports a failure in the lines that follow. */
export async function loadImages(docker: Docker, images: readonly BuiltImage[]): Promise<void> {
  const archive = archiveStream(images);
  // Without this a file that cannot be read would leave the request waiting for ever.
  const broken = new Promise<never>((_resolve, reject) => archive.once("error", reject));
  const answer = await Promise.race([docker.loadImage(archive, { quiet: true }), broken]);
  const chunks: string[] = [];
  for await (const chunk of answer) chunks.push(chunk.toString());
  const error = /"error":"([^"]*)"/.exec(chunks.join(""));
  if (error) throw loadFailed(error[1] ?? "");
}
