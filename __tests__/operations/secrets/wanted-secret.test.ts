import { SecretKind } from "../../../operations/manifest";
import { isOfLocalCa, renewed, wantedSecrets } from "../../../operations/secrets/wanted-secret";
import { secret } from "../../support/secrets/manifests";

const USERLIST = { kind: SecretKind.USERLIST, of: "way-in-password" };

describe("wantedSecrets", () => {
  it("names a secret once, with everyone who reads it", () => {
    const found = wantedSecrets({ secrets: [secret("postgres-api", 10001), secret("postgres-api", 70)] });
    expect(found.map(({ owners }) => owners)).toEqual([
      [
        { uid: 10001, gid: 10001 },
        { uid: 70, gid: 70 },
      ],
    ]);
  });

  it("keeps for root a password that no container reads but a userlist is made from", () => {
    const [password] = wantedSecrets({ secrets: [secret("operators", 99, USERLIST)] });
    expect(password).toMatchObject({
      name: "way-in-password",
      kind: SecretKind.PASSWORD,
      owners: [{ uid: 0, gid: 0 }],
    });
  });

  it("puts what is made of something else after it, whatever the names", () => {
    const secrets = [
      secret("a-list", 99, { ...USERLIST, of: "z" }),
      secret("b-certificate", 99, { kind: SecretKind.CERTIFICATE }),
    ];
    expect(wantedSecrets({ secrets }).map(({ name }) => name)).toEqual(["z", "b-certificate", "a-list"]);
  });

  it("refuses two definitions of one name", () => {
    const secrets = [secret("twice", 70), secret("twice", 99, { kind: SecretKind.CERTIFICATE })];
    expect(() => wantedSecrets({ secrets })).toThrow("two components define the secret 'twice' differently");
  });

  it.each(["ca", "ca-key"])("refuses the name '%s', which is the CA's", (name) => {
    expect(() => wantedSecrets({ secrets: [secret(name, 70)] })).toThrow(`'${name}' cannot name a secret`);
  });
});

describe("isOfLocalCa", () => {
  it.each([
    [{ kind: SecretKind.CERTIFICATE }, true],
    [{ kind: SecretKind.CA_CERTIFICATE }, true],
    [{ kind: SecretKind.CERTIFICATE, givenFile: "tls.pem" }, false],
    [{ kind: SecretKind.PASSWORD }, false],
  ])("of %j is %s", (more, expected) => {
    expect(isOfLocalCa(wantedSecrets({ secrets: [secret("one", 99, more)] })[0]!)).toBe(expected);
  });
});

describe("what is rotated when nobody says which", () => {
  it("is what was generated, without keys: what they encrypted would be lost", () => {
    const secrets = [
      secret("postgres-api", 70),
      secret("backup-password", 65534, { kind: SecretKind.KEY }),
      secret("backup-s3", 65534, { givenFile: "key.ini" }),
    ];
    expect(renewed(wantedSecrets({ secrets }))).toEqual(["postgres-api"]);
  });
});
