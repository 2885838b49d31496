import { declared, inPart, unknown } from "../../../policies/facts/fact";
import { subjectsOf } from "../../../policies/facts/subject";
import { declaredIn, plannedIn, the, type Resources } from "../../support/policies/aws-json";

const HTTPS = { from_port: 443, to_port: 443 };
const group = (body: object, beside: Resources = {}) =>
  the("securityGroup", declaredIn({ aws_security_group: { web: body }, ...beside }));
const ruleFor = (body: object, type = "aws_vpc_security_group_ingress_rule"): Resources => ({
  [type]: { rule: { security_group_id: "${aws_security_group.web.id}", ...body } },
});
const opening = (cidr: string, protocol = "tcp", first = 443, last = first) => ({ cidr, protocol, first, last });

describe("a security group", () => {
  it("lets in whom its own blocks name", () => {
    const ingress = [
      { protocol: "tcp", ...HTTPS, cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"], ipv6_cidr_blocks: null },
      { protocol: "-1", from_port: 0, to_port: 0, ipv6_cidr_blocks: ["::/0"] },
      { protocol: "tcp", ...HTTPS, security_groups: ["sg-1"], self: true },
    ];
    expect(group({ ingress, egress: [{ protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }] }).openings).toEqual(
      declared([opening("10.0.0.0/8"), opening("0.0.0.0/0"), opening("::/0", "all", 0, 65_535)]),
    );
  });

  it.each([
    ["of ingress", ruleFor({ ip_protocol: "6", ...HTTPS, cidr_ipv4: "0.0.0.0/0" })],
    [
      "of both",
      ruleFor({ type: "ingress", protocol: "TCP", ...HTTPS, cidr_blocks: ["0.0.0.0/0"] }, "aws_security_group_rule"),
    ],
  ])("lets in whom a rule %s of its own names", (_what, beside) => {
    expect(group({}, beside).openings).toEqual(declared([opening("0.0.0.0/0")]));
  });

  it("is not opened by what goes out, nor by the rules of another group", () => {
    const out = ruleFor({ type: "egress", protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }, "aws_security_group_rule");
    const other = ruleFor({
      security_group_id: "${aws_security_group.db.id}",
      ip_protocol: "-1",
      cidr_ipv4: "0.0.0.0/0",
    });
    expect(group({}, { ...out, ...other }).openings).toEqual(declared([]));
  });

  it.each([
    ["an address", { ip_protocol: "tcp", ...HTTPS, cidr_ipv4: "${var.office}" }],
    ["a port", { ip_protocol: "tcp", from_port: "${var.port}", to_port: 443, cidr_ipv4: "0.0.0.0/0" }],
    ["a group", { security_group_id: "${var.group}", ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" }],
  ])("is known in part with %s that nobody can tell", (_what, rule) => {
    expect(group({}, ruleFor(rule)).openings).toEqual(inPart([], "expression"));
    expect(group({ dynamic: { ingress: {} } }).openings).toEqual(inPart([], "expression"));
  });

  it("may be that of a load balancer", () => {
    const balancer = (groups: unknown): Resources => ({ aws_lb: { way_in: { security_groups: groups } } });
    expect(group({}).frontsBalancer).toEqual(declared(false));
    expect(group({}, balancer(["${aws_security_group.web.id}"])).frontsBalancer).toEqual(declared(true));
    expect(group({}, balancer(["${aws_security_group.db.id}"])).frontsBalancer).toEqual(declared(false));
    expect(group({}, balancer("${var.groups}")).frontsBalancer).toEqual(unknown("expression"));
  });

  it("is told in a plan as in a declaration", () => {
    const references = { references: ["aws_security_group.web.id", "aws_security_group.web"] };
    const platform = plannedIn(
      { address: "aws_security_group.web", after: {}, unknown: { id: true } },
      {
        address: "aws_vpc_security_group_ingress_rule.rule",
        after: { ip_protocol: "tcp", ...HTTPS, cidr_ipv4: "0.0.0.0/0" },
        unknown: { security_group_id: true },
        expressions: { security_group_id: references },
      },
    );
    expect(the("securityGroup", platform).openings).toEqual(declared([opening("0.0.0.0/0")]));
  });
});

const json = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/*" };
const policies = (resources: Resources) =>
  subjectsOf(declaredIn(resources), "cloudPolicy").map(({ id, about }) => `${id} ${about}`);
const statementsOf = (policy: string) =>
  the("cloudPolicy", declaredIn({ aws_iam_policy: { app: { policy } } })).statements;

describe("an access policy", () => {
  it("is about who acts, what is acted on, or who may become a role", () => {
    const role = { assume_role_policy: json(READ), inline_policy: [{ name: "own", policy: json(READ) }] };
    expect(
      policies({
        aws_iam_role: { app: role },
        aws_iam_policy: { app: { policy: json(READ) } },
        aws_s3_bucket_policy: { orders: { bucket: "orders", policy: json(READ) } },
        aws_kms_key: { all: {} },
        aws_vpc_endpoint: { s3: { policy: json(READ) } },
      }).sort(),
    ).toEqual([
      "aws_iam_policy.app identity",
      "aws_iam_role.app trust",
      "aws_iam_role.app.inline_policy[0] identity",
      "aws_s3_bucket_policy.orders resource",
    ]);
  });

  it("that is a boundary grants nothing, and what it is the boundary of is bounded", () => {
    const resources = {
      aws_iam_policy: { most: { policy: json(READ) } },
      aws_iam_role: { app: { assume_role_policy: json(), permissions_boundary: "${aws_iam_policy.most.arn}" } },
      aws_iam_role_policy: {
        own: { role: "${aws_iam_role.app.id}", policy: json(READ) },
        other: { role: "other", policy: json(READ) },
      },
    };
    const platform = declaredIn(resources);
    expect(the("cloudPolicy", platform, "aws_iam_policy.most").about).toBe("boundary");
    expect(the("cloudPolicy", platform, "aws_iam_role_policy.own").bounded).toEqual(declared(true));
    expect(the("cloudPolicy", platform, "aws_iam_role_policy.other").bounded).toMatchObject({ value: false });
  });

  it("keeps expressions that stand for one thing", () => {
    const resource = "${aws_s3_bucket.orders.arn}/*";
    const principal = { AWS: "${aws_iam_role.app.arn}" };
    expect(statementsOf(json({ ...READ, Resource: resource, Principal: principal }))).toMatchObject({
      state: "known",
      value: [{ resources: { words: [resource] }, principals: { words: ["AWS:${aws_iam_role.app.arn}"] } }],
    });
    const joined =
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${join("/", [aws_s3_bucket.a.arn])}x"}]}';
    expect(statementsOf(joined)).toMatchObject({ state: "known", value: [{ actions: { words: ["s3:*"] } }] });
  });

  it.each([
    ["an action", { ...READ, Action: "${var.action}" }],
    ["a resource", { ...READ, Resource: ["${var.bucket}"] }],
    ["somebody", { ...READ, Principal: { AWS: "${local.reader}" } }],
    ["something that is put together", { ...READ, Resource: "${element(var.buckets, 0)}" }],
  ])("is known in part with %s that may be all", (_what, statement) => {
    expect(statementsOf(json(statement))).toMatchObject({ state: "known", more: "expression" });
    expect(statementsOf(json({ ...statement, Effect: "Deny" }))).not.toHaveProperty("more");
  });

  it("that AWS wrote for administrators grants everything, in any partition", () => {
    const attached = (policy_arn: string) =>
      policies({ aws_iam_role_policy_attachment: { app: { role: "app", policy_arn } } });
    expect(attached("arn:aws:iam::aws:policy/AdministratorAccess")).toHaveLength(1);
    expect(attached("arn:${data.aws_partition.p.partition}:iam::aws:policy/AdministratorAccess")).toHaveLength(1);
    expect(attached("arn:aws:iam::aws:policy/ReadOnlyAccess")).toEqual([]);
  });

  it("of a function names the service, and for whom it acts", () => {
    const permission = (body: object) =>
      the("cloudPolicy", declaredIn({ aws_lambda_permission: { call: body } })).statements;
    const service = { principal: "sns.amazonaws.com" };
    expect(permission(service)).toMatchObject({
      value: [{ principals: { words: ["Service:sns.amazonaws.com"] }, conditions: [] }],
    });
    expect(permission({ ...service, source_arn: "${aws_sns_topic.x.arn}" })).toMatchObject({
      value: [{ conditions: [{ test: "ArnLike", key: "aws:sourcearn" }] }],
    });
    expect(permission({ principal: "${var.who}" })).toEqual(unknown("expression"));
  });

  it("in a plan is unknown until the apply, where its text is", () => {
    const planned = (after: object, unknownAfter: object) =>
      the(
        "cloudPolicy",
        plannedIn({ address: "aws_iam_policy.app", after, unknown: unknownAfter, expressions: { policy: {} } }),
      );
    expect(planned({}, { policy: true }).statements).toEqual(unknown("after-apply"));
    expect(planned({ policy: json(READ) }, {}).statements).toMatchObject({ state: "known" });
  });
});
