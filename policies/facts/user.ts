import type { User } from "./container";

/** `uid`, `uid:gid`, `name`, `name:group`; only `root` has the same number in every image. */
export function parseUser(text: string): User {
  const [user = "", group] = text.split(":");
  // Behind the colon nothing is said, as without it.
  return { uid: numberOf(user === "" ? "0" : user), gid: numberOf(group ?? ""), text };
}

/** What the engine takes for a number. https://github.com/moby/sys/blob/main/user/user.go */
const LARGEST = 2 ** 31 - 1;

function numberOf(name: string): number | undefined {
  if (name === "root") return 0;
  const number = /^[+-]?\d+$/.test(name) ? Math.abs(Number(name)) : undefined;
  const isBelow = name.startsWith("-") && number !== 0;
  return number === undefined || isBelow || number > LARGEST ? undefined : number;
}
