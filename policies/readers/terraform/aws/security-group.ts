import type { Opening, SecurityGroupFacts } from "../../../facts/cloud";
import { byDefault, declared, inPart, unknown, type Fact } from "../../../facts/fact";
import { joined, whyOpen, type Attributes } from "../attributes";
import { ownIn } from "../../objects";
import { unkeyed } from "../plan-configuration";
import { subjectOf, type Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { companionsOf } from "./companions";

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/security_group */
export const securityGroupFacts = (group: Resource, around: Surroundings): SecurityGroupFacts => ({
  ...subjectOf("securityGroup", group),
  openings: openingsOf(group, around),
  frontsBalancer: frontsBalancerOf(group, around),
});

/** Blocks of the group itself, and resources of their own that are about it. */
function openingsOf(group: Resource, around: Surroundings): Fact<readonly Opening[]> {
  const blocks = group.attributes.blocks("ingress");
  const beside = ["aws_vpc_security_group_ingress_rule", "aws_security_group_rule"].map((type) =>
    companionsOf(group, { type, by: "security_group_id" }, around),
  );
  const rules = beside.flatMap((one) => (one.state === "known" ? one.value : [])).map((one) => one.attributes);
  const own = blocks?.state === "known" ? blocks.value : [];
  const read = [...own, ...rules.filter(isIngress)].map(openingsIn);
  const open = [blocks, ...beside, ...read].map(whyOpen).find((why) => why !== undefined);
  const known = read.flatMap((one) => (one.state === "known" ? one.value : []));
  return open ? inPart(known, open) : declared(known);
}

/** Of a rule that does not say it the type of its resource does. */
function isIngress(rule: Attributes): boolean {
  const type = rule.text("type");
  return !(type?.state === "known" && type.value === "egress");
}

const LISTS = ["cidr_blocks", "ipv6_cidr_blocks"] as const;
const SINGLES = ["cidr_ipv4", "cidr_ipv6"] as const;

function openingsIn(rule: Attributes): Fact<readonly Opening[]> {
  const lists = LISTS.map((name) => rule.texts(name) ?? byDefault([]));
  const singles = SINGLES.map((name) => rule.text(name) ?? byDefault(""));
  const cidrs = [
    ...lists.flatMap((one) => (one.state === "known" ? one.value : [])),
    ...singles.flatMap((one) => (one.state === "known" && one.value !== "" ? [one.value] : [])),
  ];
  const ports = portsOf(rule);
  const open = [...lists, ...singles, ports].map(whyOpen).find((why) => why !== undefined);
  // Of an address that is known, every port may be meant where nobody can tell which.
  if (ports.state !== "known") return cidrs.length === 0 && !open ? declared([]) : unknown(open ?? "expression");
  const openings = cidrs.map((cidr) => ({ cidr, ...ports.value }));
  return open ? inPart(openings, open) : declared(openings);
}

const PROTOCOLS: Readonly<Record<string, string>> = { "-1": "all", "6": "tcp", "17": "udp", "1": "icmp" };
const LAST_PORT = 65_535;

/** https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
const portsOf = (rule: Attributes): Fact<Omit<Opening, "cidr">> =>
  joined(
    {
      protocol: rule.text("ip_protocol") ?? rule.text("protocol"),
      first: rule.number("from_port"),
      last: rule.number("to_port"),
    },
    ({ protocol = "-1", first = 0, last }) => {
      const name = ownIn(PROTOCOLS, protocol) ?? protocol.toLowerCase();
      return name === "all"
        ? { protocol: name, first: 0, last: LAST_PORT }
        : { protocol: name, first, last: last ?? first };
    },
  );

const BALANCERS = ["aws_lb", "aws_alb", "aws_elb"] as const;

function frontsBalancerOf(group: Resource, around: Surroundings): Fact<boolean> {
  const balancers = BALANCERS.flatMap((type) => around.ofType(type));
  const own = unkeyed(group.address);
  if (balancers.some((one) => one.references("security_groups").some((other) => unkeyed(other) === own))) {
    return declared(true);
  }
  const id = group.attributes.text("id");
  const said = balancers.filter((one) => one.references("security_groups").length === 0);
  const groups = said.map((one) => one.attributes.texts("security_groups") ?? byDefault([]));
  if (groups.some((one) => one.state === "known" && id?.state === "known" && one.value.includes(id.value))) {
    return declared(true);
  }
  const open = groups.map(whyOpen).find((why) => why !== undefined);
  return open ? unknown(open) : declared(false);
}
