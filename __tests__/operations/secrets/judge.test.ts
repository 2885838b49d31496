import type { HostFile } from "../../../operations/engine/host-file";
import { SecretKind } from "../../../operations/manifest";
import { judged } from "../../../operations/secrets/judge";
import { settled } from "../../../operations/secrets/reconcile";
import { wantedSecrets } from "../../../operations/secrets/wanted-secret";
import { secret } from "../../support/secrets/manifests";
import { copyOf, storedWith } from "../../support/secrets/stored";

const NOW = new Date("2026-01-02T03:04:05Z");
const JUDGING = { environment: "trial", now: NOW, given: () => undefined };
const WANTED = wantedSecrets({
  secrets: [
    secret("db", 70),
    secret("db", 10001),
    secret("list", 99, { kind: SecretKind.USERLIST, of: "typed" }),
    secret("tls", 99, { kind: SecretKind.CERTIFICATE, hosts: ["localhost"] }),
  ],
});

let good: readonly HostFile[];
beforeAll(async () => {
  const { copies } = await settled(WANTED, storedWith([]), { ...JUDGING, renew: new Set() });
  good = copies.map(({ file }) => file);
});

const at = "trial/secrets/";
const without = (path: string) => good.filter((file) => file.path !== at + path);
const changed = (path: string, more: Partial<HostFile>) =>
  good.map((file) => (file.path === at + path ? { ...file, ...more } : file));
const problems = (files: readonly HostFile[], now = NOW) =>
  judged(WANTED, storedWith(files), { ...JUDGING, now }).map(
    ({ subject, problem, fix }) => `${subject}: ${problem} > ${fix}`,
  );
const ON_HOST = "/var/lib/bulwark/trial/secrets/";

describe("the secrets of an environment", () => {
  it("have no problem when they are as init makes them", () => expect(problems(good)).toEqual([]));

  it("have a problem for each copy that is missing", () => {
    expect(problems(without("10001/db"))).toEqual([`${ON_HOST}10001/db: is missing > bulwark secrets trial init`]);
  });

  it.each([
    [{ mode: 0o440 }, "mode was 0440, must be 0400"],
    [{ uid: 0, gid: 0 }, "owner was 0:0, must be 70:70"],
  ])("have a problem with a copy of %j", (more, words) => {
    expect(problems(changed("70/db", more))).toEqual([`${ON_HOST}70/db: ${words} > bulwark secrets trial init`]);
  });

  it("have a problem when copies differ", () => {
    const files = changed("70/db", { content: Buffer.from("other") });
    expect(problems(files)).toEqual(["db: its copies differ > bulwark secrets trial rotate db"]);
  });

  it("have a problem when a certificate expires soon", () => {
    const soon = new Date("2027-01-20T00:00:00Z");
    expect(problems(good, soon)).toEqual(["tls: expires on 2027-02-03, in 14 days > bulwark secrets trial init"]);
  });

  it("have a problem when the CA is not the one that signed", async () => {
    const other = await settled(WANTED, storedWith([]), { ...JUDGING, renew: new Set() });
    const files = [...without("0/ca"), other.copies[0]!.file];
    expect(problems(files)[0]).toBe("ca: the local CA has another key > bulwark secrets trial rotate ca");
    expect(problems(files)[1]).toBe("tls: is not signed by the local CA > bulwark secrets trial init");
  });

  it("have a problem when a userlist is of an older password", () => {
    const files = changed("0/typed", { content: Buffer.from("newer") });
    expect(problems(files)).toEqual(["list: is not made from typed as it is now > bulwark secrets trial init"]);
  });

  it("have a problem with a file that nobody asks for and others may read, but not with a closed one", () => {
    const open = copyOf("old", 70, "x", { mode: 0o444 });
    expect(problems([...good, open])[0]).toContain(`${ON_HOST}70/old: no component asks for it`);
    expect(problems([...good, { ...open, mode: 0o400 }])).toEqual([]);
  });
});
