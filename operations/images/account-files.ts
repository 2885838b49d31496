/** `/etc/passwd` and `/etc/group` with root, nobody and the given users. Nobody can log in: no shell, no password. */
export function accountFiles(users: Readonly<Record<string, number>>): Readonly<Record<string, string>> {
  const own = Object.entries(users).sort(([, a], [, b]) => a - b);
  const passwd = [
    "root:x:0:0:root:/root:/sbin/nologin",
    "nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin",
    ...own.map(([name, uid]) => `${name}:x:${uid}:${uid}:${name}:/nonexistent:/sbin/nologin`),
  ];
  const group = ["root:x:0:", "nogroup:x:65534:", ...own.map(([name, gid]) => `${name}:x:${gid}:`)];
  return { "etc/passwd": `${passwd.join("\n")}\n`, "etc/group": `${group.join("\n")}\n` };
}
