import { SecretKind, type SecretEntry } from "../../../operations/manifest";
import { certificateFault } from "../../../operations/secrets/certificate-fault";
import { settled, type SettledCopy, type Wishes } from "../../../operations/secrets/reconcile";
import { wantedSecrets } from "../../../operations/secrets/wanted-secret";
import { secret } from "../../support/secrets/manifests";
import { copyOf, storedWith } from "../../support/secrets/stored";

const NOW = new Date("2026-01-02T03:04:05Z");
const WISHES: Wishes = { environment: "trial", now: NOW, renew: new Set(), given: () => undefined };

const settle = async (secrets: readonly SecretEntry[], stored = storedWith([]), wishes: Partial<Wishes> = {}) =>
  (await settled(wantedSecrets({ secrets: [...secrets] }), stored, { ...WISHES, ...wishes })).copies;
const summary = (copies: readonly SettledCopy[]) =>
  copies.map(({ report }) => `${report.path.split("/secrets/")[1]} ${report.state}`);
const valuesOf = (copies: readonly SettledCopy[]) => copies.map(({ file }) => file.content.toString());
const filesOf = (copies: readonly SettledCopy[]) => copies.map(({ file }) => file);

const SHARED = [secret("db", 70), secret("db", 10001)];
const CERTIFICATE = secret("tls", 99, { kind: SecretKind.CERTIFICATE, hosts: ["localhost"] });
const LIST = secret("operators", 99, { kind: SecretKind.USERLIST, of: "typed" });

describe("a password", () => {
  it("that is missing is made, one value for all who read it, 0400 and theirs", async () => {
    const copies = await settle(SHARED);
    expect(summary(copies)).toEqual(["70/db created", "10001/db created"]);
    expect(new Set(valuesOf(copies)).size).toBe(1);
    expect(copies[1]!.file).toMatchObject({ uid: 10001, gid: 10001, mode: 0o400, path: "trial/secrets/10001/db" });
  });

  it("that is there stays, and a further reader gets the same", async () => {
    const copies = await settle(SHARED, storedWith([copyOf("db", 70, "planted")]));
    expect(summary(copies)).toEqual(["70/db present", "10001/db created"]);
    expect(valuesOf(copies)).toEqual(["planted", "planted"]);
  });

  it("follows its component to another user", async () => {
    expect(valuesOf(await settle([secret("db", 999)], storedWith([copyOf("db", 70, "planted")])))).toEqual(["planted"]);
  });

  it.each([
    [{ mode: 0o444 }, "mode was 0444, must be 0400"],
    [{ uid: 0 }, "owner was 0:70, must be 70:70"],
  ])("that lies there with %j is repaired, and that is said", async (loose, detail) => {
    const [copy] = await settle([secret("db", 70)], storedWith([copyOf("db", 70, "planted", loose)]));
    expect(copy!.report).toMatchObject({ state: "repaired", detail });
    expect(copy!.file).toEqual(copyOf("db", 70, "planted"));
  });

  it("whose copies differ is refused: nothing says which one the database knows", async () => {
    const stored = storedWith([copyOf("db", 70, "one"), copyOf("db", 10001, "other")]);
    await expect(settle(SHARED, stored)).rejects.toThrow("bulwark secrets trial rotate db");
  });

  it("whose copies differ can be rotated", async () => {
    const stored = storedWith([copyOf("db", 70, "one"), copyOf("db", 10001, "other")]);
    const copies = await settle(SHARED, stored, { renew: new Set(["db"]) });
    expect(summary(copies)).toEqual(["70/db renewed", "10001/db renewed"]);
    expect(new Set([...valuesOf(copies), "one", "other"]).size).toBe(3);
  });

  it("that is empty is none", async () => {
    const [copy] = await settle([secret("db", 70)], storedWith([copyOf("db", 70, "")]));
    expect(copy!.report).toMatchObject({ state: "renewed", detail: "is empty" });
  });

  it("takes the place of the empty folder that an engine makes for a missing file", async () => {
    const folders = [{ path: "trial/secrets/70/db", uid: 0, gid: 0, mode: 0o755 }];
    expect(summary(await settle([secret("db", 70)], storedWith([], { folders })))).toEqual(["70/db created"]);
  });

  it("does not take the place of a folder with something in it", async () => {
    const folders = [{ path: "trial/secrets/70/db", uid: 0, gid: 0, mode: 0o755 }];
    const stored = storedWith([copyOf("db/file", 70, "x")], { folders });
    await expect(settle([secret("db", 70)], stored)).rejects.toThrow("should be the file of a secret");
  });
});

describe("a userlist", () => {
  it("is made from a password that only root reads", async () => {
    const copies = await settle([LIST]);
    expect(summary(copies)).toEqual(["0/typed created", "99/operators created"]);
    expect(copies[1]!.file.content.toString()).toContain(` insecure-password ${copies[0]!.file.content.toString()}\n`);
  });

  it("follows its password", async () => {
    const before = storedWith(filesOf(await settle([LIST])));
    const copies = await settle([LIST], before, { renew: new Set(["typed"]) });
    expect(summary(copies)).toEqual(["0/typed renewed", "99/operators renewed"]);
    expect(copies[1]!.report.detail).toBe("is not made from typed as it is now");
  });
});

describe("a certificate", () => {
  it("comes with a CA whose key is root's alone", async () => {
    const copies = await settle([CERTIFICATE]);
    expect(summary(copies)).toEqual(["0/ca created", "0/ca-key created", "99/tls created"]);
    expect(copies[1]!.file).toMatchObject({ uid: 0, gid: 0, mode: 0o400 });
    expect(copies[2]!.file.content.toString()).not.toContain(copies[1]!.file.content.toString());
  });

  it("is left alone while it is good", async () => {
    const before = storedWith(filesOf(await settle([CERTIFICATE])));
    expect(summary(await settle([CERTIFICATE], before))).toEqual([
      "0/ca present",
      "0/ca-key present",
      "99/tls present",
    ]);
  });

  it.each<[string, SecretEntry, Partial<Wishes>]>([
    ["it expires within 30 days", CERTIFICATE, { now: new Date("2027-01-15T00:00:00Z") }],
    ["it lacks a host", { ...CERTIFICATE, hosts: ["localhost", "new.example.com"] }, {}],
    ["it is asked for", CERTIFICATE, { renew: new Set(["tls"]) }],
  ])("is issued anew by the same CA when %s", async (_why, entry, wishes) => {
    const before = storedWith(filesOf(await settle([CERTIFICATE])));
    const copies = await settle([entry], before, wishes);
    expect(summary(copies)).toEqual(["0/ca present", "0/ca-key present", "99/tls renewed"]);
    const expected = { now: wishes.now ?? NOW, authority: valuesOf(copies)[0]!, hosts: entry.hosts ?? [] };
    expect(certificateFault(valuesOf(copies)[2]!, expected)).toBeUndefined();
  });

  it("is issued anew when its CA is, and so is the copy of the CA's certificate", async () => {
    const both = [CERTIFICATE, secret("authority", 65534, { kind: SecretKind.CA_CERTIFICATE })];
    const before = storedWith(filesOf(await settle(both)));
    const copies = await settle(both, before, { renew: new Set(["ca"]) });
    expect(copies.map(({ report }) => report.state)).toEqual(Array(4).fill("renewed"));
    expect(valuesOf(copies)[3]).toBe(valuesOf(copies)[0]);
  });

  it("is issued anew when the CA's key is lost", async () => {
    const before = filesOf(await settle([CERTIFICATE])).filter(({ path }) => !path.endsWith("ca-key"));
    expect(summary(await settle([CERTIFICATE], storedWith(before)))).toEqual([
      "0/ca renewed",
      "0/ca-key created",
      "99/tls renewed",
    ]);
  });

  it("that is given follows the given file, without any CA", async () => {
    const given = secret("tls", 99, { kind: SecretKind.CERTIFICATE, givenFile: "tls.pem" });
    const copies = await settle([given], storedWith([copyOf("tls", 99, "old")]), { given: () => Buffer.from("new") });
    expect(summary(copies)).toEqual(["99/tls renewed"]);
    expect(valuesOf(copies)).toEqual(["new"]);
  });

  it("that is given stays where the given file is not on this machine", async () => {
    const given = secret("tls", 99, { kind: SecretKind.CERTIFICATE, givenFile: "tls.pem" });
    expect(summary(await settle([given], storedWith([copyOf("tls", 99, "old")])))).toEqual(["99/tls present"]);
    await expect(settle([given])).rejects.toThrow("the file given for the secret 'tls' cannot be read: tls.pem");
  });
});

it("no report holds a value", async () => {
  const copies = await settle(
    [...SHARED, LIST, CERTIFICATE],
    storedWith([copyOf("db", 70, "planted", { mode: 0o777 })]),
  );
  const reports = JSON.stringify(copies.map(({ report }) => report));
  for (const value of valuesOf(copies)) expect(reports).not.toContain(value);
  expect(JSON.stringify(copies.map(({ file }) => file.content.toString()))).toContain("planted");
});
