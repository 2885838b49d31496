import type Docker from "dockerode";
import { ensureDebianImages } from "../../../operations/images/ensure";

/** The tag of an image that the engine has now. */
export async function builtImage(docker: Docker, name: string): Promise<string> {
  const [image] = await ensureDebianImages({ docker, names: [name] });
  return image?.tag ?? "";
}
