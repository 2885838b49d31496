import type { User } from "./container";

/** `uid`, `uid:gid`, `name`, `name:group`; only `root` has the same number in every image. */
export function parseUser(text: string): User {
  const [user = "", group] = text.split(":");
  return { uid: numberOf(user), gid: group === undefined ? undefined : numberOf(group), text };
}

function numberOf(name: string): number | undefined {
  if (name === "root" || name === "") return 0;
  return /^\d+$/.test(name) ? Number(name) : undefined;
}
