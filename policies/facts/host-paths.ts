/** Places of a host, where `*` is any name, to ask paths about. */
export interface Places {
  /** Whether whoever has what lies at a path has one of the places in it. */
  leadFrom(path: string): boolean;
  /** Whether a path is one of the places, above or below it. */
  touch(path: string): boolean;
  /** Whether a path is one of the places, or below it. */
  hold(path: string): boolean;
}

type Names = readonly string[];

export function placesOf(...places: readonly string[]): Places {
  // Where `/var/run` is a folder of its own, whoever has `/var` has it, too.
  const written = places.map((place) => place.replace(/^\/var\/run\//, "/run/"));
  const wanted = written.flatMap((place) => [place, place.replace(/^\/run\//, "/var/run/")]).map(namesOf);
  const some = (path: string, isSo: (names: Names, place: Names) => boolean): boolean => {
    // What is written from where the declaration lies is no place of the host that anybody could name.
    if (!/^[/~]/.test(path)) return false;
    // The root of a process of the host is that of the host.
    const all = [path, path.replace(/^\/proc\/(self|\d+)\/root(?=\/|$)/, "")].map(namesOf);
    return wanted.some((place) => all.some((names) => agree(names, place) && isSo(names, place)));
  };
  return {
    leadFrom: (path) => some(path, (names, place) => names.length <= place.length),
    touch: (path) => some(path, () => true),
    hold: (path) => some(path, (names, place) => names.length >= place.length),
  };
}

/** A path in one spelling, as a list of names: `~` is somebody's home, and so is what is below `/Users`. */
const namesOf = (path: string): Names =>
  path
    .replace(/^~(?=\/|$)/, "/home/*")
    .replace(/^\/Users(?=\/|$)/, "/home")
    .split("/")
    .filter((name) => name !== "");

/** As far as both go. */
function agree(one: Names, other: Names): boolean {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    if (one[at] !== other[at] && one[at] !== "*" && other[at] !== "*") return false;
  }
  return true;
}
