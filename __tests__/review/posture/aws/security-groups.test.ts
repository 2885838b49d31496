import { AFTER_APPLY } from "../../../../review/model";
import { awsPosture } from "../../../../review/posture";
import type { JsonObject, ResourceChange } from "../../../../review/resource";
import { change } from "./change";

const rule = (cidrs: readonly string[], from = 443, to = from, other: JsonObject = {}): JsonObject => ({
  ...{ cidr_blocks: cidrs, from_port: from, to_port: to, protocol: "tcp", ...other },
});
const group = (...ingress: readonly JsonObject[]) => ({ id: "sg-1", ingress });
const edited = (before: JsonObject, after: JsonObject) => [change("aws_security_group.web", before, after)];

const told = (changes: readonly ResourceChange[]) =>
  awsPosture(changes).changes.map(
    ({ subject, verdict, message, exposure }) => `${subject} ${exposure ? "exposed " : ""}${verdict}: ${message}`,
  );
const reach = (changes: readonly ResourceChange[]) =>
  awsPosture(changes).reach.map(({ from, to, via }) => `${from} -> ${to} (${via})`);

describe("a security group in other pieces", () => {
  it.each([
    ["a block in two halves", group(rule(["10.0.0.0/8"])), group(rule(["10.0.0.0/9", "10.128.0.0/9"]))],
    ["halves in two rules", group(rule(["10.128.0.0/9"]), rule(["10.0.0.0/9"])), group(rule(["10.0.0.0/8"]))],
    [
      "ports in two ranges",
      group(rule(["10.0.0.0/8"], 80, 90)),
      group(rule(["10.0.0.0/8"], 86, 90), rule(["10.0.0.0/8"], 80, 85)),
    ],
    [
      "other words of a protocol",
      group(rule(["10.0.0.0/8"])),
      group(rule(["10.0.0.0/8"], 443, 443, { protocol: "6" })),
    ],
  ])("says nothing: %s", (_what, before, after) => {
    expect([told(edited(before, after)), reach(edited(before, after))]).toEqual([[], []]);
    expect(told(edited(after, before))).toEqual([]);
  });

  it("says nothing of rules that move out of the group", () => {
    const out = {
      security_group_id: "sg-1",
      cidr_ipv4: "10.0.0.0/8",
      from_port: 443,
      to_port: 443,
      ip_protocol: "tcp",
    };
    const moved = [
      change("aws_security_group.web", group(rule(["10.0.0.0/8"])), group()),
      change("aws_vpc_security_group_ingress_rule.web", undefined, out),
    ];
    expect([told(moved), reach(moved)]).toEqual([[], []]);
    const byReference = [
      moved[0]!,
      change("aws_vpc_security_group_ingress_rule.web", undefined, {
        ...out,
        security_group_id: "${aws_security_group.web.id}",
      }),
    ];
    expect(told(byReference)).toEqual([]);
  });
});

describe("a security group that is wider", () => {
  it.each([
    ["a larger block", group(rule(["10.0.0.0/9"])), group(rule(["10.0.0.0/8"])), "lets in 10.0.0.0/8 at TCP 443"],
    ["the world", group(rule(["10.0.0.0/8"])), group(rule(["0.0.0.0/0"])), "lets in 0.0.0.0/0 at TCP 443"],
    [
      "more ports",
      group(rule(["10.0.0.0/8"])),
      group(rule(["10.0.0.0/8"], 440, 450)),
      "lets in 10.0.0.0/8 at TCP 440-442, TCP 444-450",
    ],
    [
      "every port",
      group(rule(["10.0.0.0/8"])),
      group(rule(["10.0.0.0/8"], 0, 0, { protocol: "-1" })),
      "lets in 10.0.0.0/8 at every port",
    ],
    [
      "the other version",
      group(rule(["10.0.0.0/8"])),
      group(rule(["10.0.0.0/8"], 443, 443, { ipv6_cidr_blocks: ["::/0"] })),
      "lets in ::/0 at TCP 443",
    ],
    ["another group", group(), group(rule([], 443, 443, { security_groups: ["sg-9"] })), "lets in sg-9 at TCP 443"],
  ])("is an exposure, and told in who reaches whom: %s", (_what, before, after, words) => {
    expect(told(edited(before, after))).toEqual([`aws_security_group.web exposed worse: ${words}`]);
    expect(reach(edited(before, after))).toEqual([expect.stringContaining("-> aws_security_group.web")]);
    expect(told(edited(after, before))[0]).toMatch(/ better: no longer lets in/);
  });

  it("may be so by a rule of its own, of either kind", () => {
    const old = { security_group_id: "sg-1", type: "ingress", ...rule(["0.0.0.0/0"], 22) };
    const egress = {
      security_group_id: "sg-1",
      cidr_ipv4: "192.0.2.0/24",
      from_port: 25,
      to_port: 25,
      ip_protocol: "tcp",
    };
    expect(told([change("aws_security_group_rule.ssh", undefined, old)])).toEqual([
      "aws_security_group_rule.ssh exposed worse: lets in 0.0.0.0/0 at TCP 22",
    ]);
    const out = [change("aws_vpc_security_group_egress_rule.mail", undefined, egress)];
    expect(told(out)).toEqual([
      "aws_vpc_security_group_egress_rule.mail exposed worse: may reach 192.0.2.0/24 at TCP 25",
    ]);
    expect(reach(out)).toEqual(["aws_vpc_security_group_egress_rule.mail -> 192.0.2.0/24 (TCP 25)"]);
  });
});

describe("a security group that is new", () => {
  const made = (...rules: readonly JsonObject[]) => [
    change("aws_security_group.web", undefined, { ingress: rules, egress: [rule(["0.0.0.0/0"])] }),
  ];

  it("is an exposure where it lets in addresses of the world", () => {
    expect(told(made(rule(["10.0.0.0/8"])))).toEqual([]);
    expect(told(made(rule(["0.0.0.0/0"])))).toEqual([
      "aws_security_group.web exposed worse: lets in 0.0.0.0/0 at TCP 443",
    ]);
  });

  it("is new with the rules that name it, before it has an id", () => {
    const inner = { security_group_id: AFTER_APPLY, ...rule(["10.0.0.0/8"]), type: "ingress" };
    expect(told([...made(), change("aws_security_group_rule.x", undefined, inner)])).toEqual([]);
  });
});

it("cannot be told of addresses that are known after the apply alone", () => {
  expect(told(edited(group(rule(["10.0.0.0/8"])), group(rule([AFTER_APPLY]))))).toEqual([
    expect.stringContaining("aws_security_group.web cannot-tell: whom it lets in is known after the apply alone"),
  ]);
});

it("ends, however many rules there are", () => {
  const rules = (last: number) =>
    Array.from({ length: 5000 }, (_, at) =>
      change(`aws_security_group_rule.r${at}`, undefined, {
        ...rule([`10.${at >> 8}.${at & 255}.${last}/32`], at + 1),
        ...{ security_group_id: "sg-1", type: "ingress" },
      }),
    );
  const started = Date.now();
  const all = [...rules(1), change("aws_security_group.web", group(rule(["10.0.0.0/8"])), group())];
  // One of them the group let in already, and the rest of that it no longer does.
  expect(
    told(all)
      .map((line) => line.includes("better"))
      .sort(),
  ).toEqual([...Array<boolean>(4999).fill(false), true]);
  expect(Date.now() - started).toBeLessThan(5000);
});
