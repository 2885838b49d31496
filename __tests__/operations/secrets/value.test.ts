import { newPassword, userlist } from "../../../operations/secrets/value";

describe("newPassword", () => {
  it("has 256 bits in URL-safe characters, without a line end", () => {
    expect(newPassword().toString()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it("never comes twice", () => {
    expect(new Set(Array.from({ length: 1000 }, () => newPassword().toString())).size).toBe(1000);
  });
});

describe("userlist", () => {
  it("is a section as HAProxy reads it, with the line end that it insists on", () => {
    expect(userlist(Buffer.from("word")).toString()).toBe(
      "userlist operators\n  user operator insecure-password word\n",
    );
  });
});
