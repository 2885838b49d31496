import { waive, type Waiver } from "../../policies/waivers";
import type { Finding } from "../../policies/rule";
import { DAY, findingsIn, waiver } from "../support/policies/report";

const PRIVILEGED = findingsIn("services:\n  web: { image: nginx:1.27, privileged: true }\n");
const rulesOf = (findings: readonly { readonly rule: { readonly id: string } }[]) =>
  findings.map(({ rule }) => rule.id);

const accepted = (findings: readonly Finding[], ...waivers: readonly Waiver[]) =>
  waive(findings, { waivers, exceptions: [], today: DAY });

const told = (...waivers: readonly Waiver[]) =>
  accepted(PRIVILEGED, ...waivers).waivers.map(({ state, message }) => ({ state, message }));

describe("a waiver", () => {
  it("takes out the one finding that it accepts", () => {
    const { standing, waived, waivers } = accepted(PRIVILEGED, waiver());
    expect(rulesOf(PRIVILEGED)).toContain("BWK-privileged");
    expect(rulesOf(standing)).not.toContain("BWK-privileged");
    expect(standing).toHaveLength(PRIVILEGED.length - 1);
    expect(waived.map(({ finding }) => finding.rule.id)).toEqual(["BWK-privileged"]);
    expect(waivers).toEqual([{ waiver: waiver(), state: "used", message: "" }]);
  });

  it("counts on its last day and not on the next", () => {
    expect(told(waiver({ until: DAY }))).toEqual([{ state: "used", message: "" }]);
    expect(told(waiver({ until: "2026-05-31" }))).toEqual([
      { state: "expired", message: "it ended on 2026-05-31: mend what it accepts, or decide anew" },
    ]);
    expect(rulesOf(accepted(PRIVILEGED, waiver({ until: "2026-05-31" })).standing)).toContain("BWK-privileged");
  });

  it("accepts one value, and another is a new finding", () => {
    expect(told(waiver({ value: "is a little privileged" }))).toEqual([
      { state: "unused", message: "it accepts 'is a little privileged', but there is: 'is privileged'" },
    ]);
  });

  it("that nothing needs is told", () => {
    expect(told(waiver({ subject: "db" }), waiver({ rule: "BWK-gone" })).map(({ state }) => state)).toEqual([
      "unused",
      "unused",
    ]);
  });

  it("is by one name, not by a pattern", () => {
    expect(told(waiver({ subject: "*" }))).toMatchObject([{ state: "unused" }]);
  });

  it("does not count for what nobody can tell", () => {
    const [open] = findingsIn("services:\n  web: { image: nginx:1.27, user: www-data }\n").filter(
      ({ rule, verdict }) => rule.id === "BWK-user" && verdict === "unknown",
    );
    expect(accepted([open!], waiver({ rule: "BWK-user", value: open!.message })).standing).toEqual([open]);
  });

  it("is refused for the engine's socket, secrets in clear text and state without encryption", () => {
    const findings = findingsIn('services:\n  web: { image: nginx:1.27, volumes: ["/var/run/docker.sock:/s"] }\n');
    const [socket] = findings.filter(({ rule }) => rule.id === "BWK-engine-socket");
    const { standing, waivers } = accepted(findings, waiver({ rule: socket!.rule.id, value: socket!.value }));
    expect(rulesOf(standing)).toContain("BWK-engine-socket");
    expect(waivers).toMatchObject([{ state: "forbidden" }]);
    expect(waivers[0]!.message).toMatch(/^BWK-engine-socket cannot be waived: /);
  });
});

describe("an exception of a component", () => {
  const EXCEPTION = { path: "platform/web", protection: "image-digest", detail: "nginx:1.27", reason: "it has none" };
  const at = (path: string): readonly Finding[] =>
    PRIVILEGED.map((finding) => ({ ...finding, subject: { ...finding.subject, path } }));
  const rulesLeft = (path: string, other: Partial<typeof EXCEPTION> = {}) =>
    rulesOf(waive(at(path), { waivers: [], exceptions: [{ ...EXCEPTION, ...other }], today: DAY }).standing);

  it("counts for what the component is made of, and for no other", () => {
    expect(rulesLeft("platform/web")).not.toContain("BWK-image-digest");
    expect(rulesLeft("platform/web/2")).not.toContain("BWK-image-digest");
    expect(rulesLeft("platform/website")).toContain("BWK-image-digest");
  });

  it.each(["another thing", "", "nginx", "1.27"])("is about the whole of what it says: '%s'", (detail) => {
    expect(rulesLeft("platform/web", { detail })).toContain("BWK-image-digest");
    expect(rulesLeft("platform/web").length).toBe(PRIVILEGED.length - 1);
  });

  it("excuses nobody from what no component needs, whatever a file says of itself", () => {
    const left = rulesLeft("platform/web", { protection: "privileged", detail: "is privileged" });
    expect(left).toEqual(rulesOf(PRIVILEGED));
  });

  it("of a stack is about the stack, and no container in it", () => {
    expect(rulesLeft("", { path: "" })).toContain("BWK-image-digest");
  });
});
