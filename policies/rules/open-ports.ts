import { judge } from "../evaluate";
import { isForEverybody } from "../facts/cidr";
import type { Opening } from "../facts/cloud";
import type { Rule } from "../rule";

const WEB = [80, 443];

const isOfTheWeb = ({ protocol, first, last }: Opening): boolean =>
  ["tcp", "udp"].includes(protocol) && first === last && WEB.includes(first);

function portsOf({ protocol, first, last }: Opening): string {
  if (protocol === "all") return "every port";
  return `${protocol} ${first === last ? first : `${first}-${last}`}`;
}

const wordsOf = (openings: readonly Opening[]): string =>
  `lets in everybody: ${[...new Set(openings.map((one) => `${one.cidr} at ${portsOf(one)}`))].sort().join("; ")}`;

export const openPorts: Rule<"securityGroup"> = {
  id: "BWK-open-ports",
  title: "lets in who has to come, and not everybody",
  severity: "high",
  why: "A port that the whole internet reaches is found within minutes, and tried with every password and every hole that is known.",
  fix: "Let in the group of those who need it (referenced_security_group_id). Only a load balancer takes everybody, at 80 and 443.",
  bad: `{ "resource": { "aws_security_group": { "admin": { "vpc_id": "vpc-1" } }, "aws_vpc_security_group_ingress_rule": { "ssh": { "security_group_id": "\${aws_security_group.admin.id}", "cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 22, "to_port": 22 } } } }`,
  good: `{ "resource": { "aws_security_group": { "way_in": { "vpc_id": "vpc-1" } }, "aws_vpc_security_group_ingress_rule": { "https": { "security_group_id": "\${aws_security_group.way_in.id}", "cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443 } }, "aws_lb": { "way_in": { "security_groups": ["\${aws_security_group.way_in.id}"] } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 5.2, 5.3",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
  ],
  on: "securityGroup",
  needs: ["openings", "frontsBalancer"],
  check: ({ openings, frontsBalancer }) =>
    judge(openings, "whom it lets in", (all) => {
      const open = all.filter(({ cidr }) => isForEverybody(cidr));
      const other = open.filter((one) => !isOfTheWeb(one));
      if (other.length > 0) return wordsOf(other);
      if (open.length === 0) return undefined;
      return judge(frontsBalancer, "whether a load balancer is in it", (is) => (is ? undefined : wordsOf(open)));
    }),
};
