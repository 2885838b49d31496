import type { Upload } from "../../../policies/facts/container";
import { declared } from "../../../policies/facts/fact";
import { container, platformOf } from "../../support/policies/container";
import { role } from "../../support/policies/kubernetes";
import { postureOf } from "../../support/policies/posture";

const times = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

const bringing = (...uploads: readonly Upload[]) => platformOf(container({ uploads: declared(uploads) }));

/** Long enough for a machine with other work, and far from what a hang is. */
const SOON_MILLISECONDS = 60_000;

it("takes no word for one of its own that every object has", () => {
  const lines = "constructor all all 0.0.0.0/0 trust\nhost all all constructor toString\n";
  const { files } = postureOf(
    bringing({ target: "/a/pg_hba.conf", text: "" }),
    bringing({ target: "/a/pg_hba.conf", text: lines }),
  );
  expect(files).toHaveLength(1);
});

describe("what means to last", () => {
  it.each([
    ["pg_hba.conf", times(1500, (at) => `host ${"a,".repeat(200)} ${"b,".repeat(200)} 10.${at % 250}.0.0/16 trust`)],
    ["users.acl", times(5000, (at) => `user u${at} on nopass ${"~k ".repeat(200)} +@all`)],
    ["haproxy.cfg", times(20_000, (at) => `bind 10.0.0.1:${at},10.0.0.2:${at}`)],
    ["alertmanager.yml", `receivers: &a [*a, *a]\ninhibit_rules: [*a]\n${times(2000, (at) => `k${at}: [*a, *a]`)}`],
    ["notes.txt", times(20_000, (at) => `--auth trust ${at} https://h${at}.example.com`)],
  ])("in %s ends soon", (name, text) => {
    const started = performance.now();
    const { files } = postureOf(bringing({ target: `/a/${name}`, text: "" }), bringing({ target: `/a/${name}`, text }));
    expect(files[0]!.lines.length).toBeLessThanOrEqual(2000);
    expect(performance.now() - started).toBeLessThan(SOON_MILLISECONDS);
  });

  it("in the rules of a role ends soon", () => {
    const words = Array.from({ length: 300 }, (_, at) => `w${at}`);
    const grants = Array.from({ length: 300 }, (_, at) => ({
      groups: [`g${at}`],
      resources: words,
      verbs: words,
      names: [],
    }));
    const started = performance.now();
    const { changes } = postureOf(platformOf(role()), platformOf(role({ grants: declared(grants) })));
    expect(changes).toMatchObject([{ fact: "grants", verdict: "worse" }, { verdict: "better" }]);
    expect(performance.now() - started).toBeLessThan(SOON_MILLISECONDS);
  });

  it("in names of things that every object has is a name like any other", () => {
    const strange = new Map([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
    const [change] = postureOf(platformOf(container()), platformOf(container({ labels: declared(strange) }))).changes;
    expect(Object.keys(change!.after as object).sort()).toEqual(["__proto__", "constructor"]);
  });
});
