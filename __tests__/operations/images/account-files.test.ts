import { accountFiles } from "../../../operations/images/account-files";

it("lists root, nobody and the given users, none of whom can log in", () => {
  const { "etc/passwd": passwd = "", "etc/group": group } = accountFiles({ redis: 999 });
  expect(passwd).toContain("redis:x:999:999:redis:/nonexistent:/sbin/nologin\n");
  expect(
    passwd
      .trim()
      .split("\n")
      .every((line) => line.endsWith(":/sbin/nologin")),
  ).toBe(true);
  expect(group).toBe("root:x:0:\nnogroup:x:65534:\nredis:x:999:\n");
});
