import { dataInTheWay, noSnapshot, repositoryDamaged, stepFailed } from "../../../operations/backup/errors";

describe("what is told when a backup or a restore cannot go on", () => {
  it("names what is there, and no more of it than anybody reads", () => {
    const holds = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `table ${name}`);
    const error = dataInTheWay([{ component: "postgres", holds }]);
    expect(error.message).toContain("- postgres: table a, table b, table c, table d, table e and 2 more\n");
    expect(error.exitCode).toBe(1);
  });

  it("says what to do about a password that is another one", () => {
    const said = "Fatal: wrong password or no key found";
    expect(stepFailed("saving", "x", said).message).toContain("'backup.passwordFile'");
    expect(stepFailed("saving", "x", "disk full").message).not.toContain("passwordFile");
  });

  it("tells a damaged repository, which is an answer, from a step that failed", () => {
    expect([repositoryDamaged("pack").exitCode, stepFailed("saving", "x", "").exitCode]).toEqual([1, 4]);
  });

  it("lists the backups that there are", () => {
    expect(noSnapshot("shop", "abc", ["1f", "2f"]).message).toContain("there are: 1f, 2f");
    expect(noSnapshot("shop", "latest", []).message).toContain("bulwark backup shop");
  });
});
