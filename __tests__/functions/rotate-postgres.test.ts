import { credentialsOf, newPassword, otherOf, refuseOtherDatabase } from "../../functions/rotate-postgres/credentials";
import { verifierOf } from "../../functions/rotate-postgres/scram";
import { settingsFrom } from "../../functions/rotate-postgres/settings";

const SETTINGS = {
  SECRET_ARN: "arn:secret",
  DATABASE_HOST: "db.example",
  DATABASE_PORT: "5432",
  DATABASE_NAME: "app",
};

describe("the verifier of a password", () => {
  it("is that of the standard", () => {
    // https://datatracker.ietf.org/doc/html/rfc7677#section-3
    expect(verifierOf("pencil", Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64"))).toBe(
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    );
  });

  it("is another one each time", () => {
    expect(verifierOf("pencil")).not.toBe(verifierOf("pencil"));
  });
});

it("makes passwords of 40 letters and digits", () => {
  const made = Array.from({ length: 100 }, newPassword);
  expect(made.filter((password) => !/^[A-Za-z0-9]{40}$/.test(password))).toEqual([]);
  expect(new Set(made).size).toBe(100);
});

describe("users", () => {
  it("take turns", () => {
    expect([otherOf("api"), otherOf("api_clone")]).toEqual(["api_clone", "api"]);
  });

  it("are refused when the second one's name would be cut", () => {
    expect(otherOf("a".repeat(57))).toHaveLength(63);
    expect(() => otherOf("a".repeat(58))).toThrow(
      `the user's name leaves no room for the other one's, got: ${"a".repeat(58)}\nPass one of at most 57 characters.`,
    );
  });
});

describe("a value", () => {
  it.each([
    ["planted{", "no JSON"],
    [undefined, "no JSON"],
    ['{"username":"api"}', "JSON without them"],
    ['{"username":"api","password":""}', "JSON without them"],
    ['["planted"]', "JSON without them"],
  ])("is refused as %j without a word of it", (text, got) => {
    expect(() => credentialsOf("arn:secret", text)).toThrow(
      `the value of arn:secret is no JSON with username and password, got: ${got}\nWrite it by aws secretsmanager put-secret-value.`,
    );
  });

  it.each([
    [{ host: "evil.example" }, "evil.example:5432"],
    [{ port: 5433 }, "db.example:5433"],
    [{ host: {} }, "no text:5432"],
  ])("for another server is refused: %j", (where, got) => {
    const value = { username: "api", password: "p", ...where };
    expect(() => refuseOtherDatabase("arn:secret", value, settingsFrom(SETTINGS))).toThrow(
      `arn:secret is for another database than db.example:5432, got: ${got}\nCorrect host and port in its value, or rotate it by a function of that database.`,
    );
  });

  it("may name the server, with its port as text too", () => {
    const value = { username: "api", password: "p", host: "db.example", port: "5432" };
    expect(() => refuseOtherDatabase("arn:secret", value, settingsFrom(SETTINGS))).not.toThrow();
  });
});

it.each(Object.keys(SETTINGS))("names %s when it is not set", (name) => {
  expect(() => settingsFrom({ ...SETTINGS, [name]: "" })).toThrow(
    `${name} is not set, got: nothing\nDeploy the function by the construct PostgresRotation.`,
  );
});
