/** What the provider computes, and says the same as the name that is declared. */
const SAME: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["docker_image", new Set(["image_id", "repo_digest", "latest", "id"])],
  ["docker_network", new Set(["id"])],
  ["docker_volume", new Set(["id"])],
  ["docker_container", new Set(["id"])],
]);

export const isName = (type: string, attribute: string): boolean => SAME.get(type)?.has(attribute) ?? false;
