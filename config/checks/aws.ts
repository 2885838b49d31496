import { asksForStacks, type AwsSettings } from "../aws";
import type { Finding, Path } from "../problem";
import type { Settings } from "../schema";
import { addressFindings } from "./aws-addresses";
import { awsDataFindings } from "./aws-data";

/** What AWS would refuse in the middle of an apply, and what would be there for nobody. */
export function awsFindings(settings: Settings): Finding[] {
  const { aws } = settings;
  if (!aws) return [];
  return [
    ...networkFindings(aws),
    ...clusterFindings(settings, aws),
    ...stateFindings(settings, aws),
    ...tagFindings(aws),
    ...(aws.network ? addressFindings(aws.network) : []),
    ...awsDataFindings(aws),
  ];
}

function networkFindings(aws: AwsSettings): Finding[] {
  const { network, notices } = aws;
  const homeless = (["cluster", "database", "cache", "stream"] as const).filter((part) => aws[part] && !network);
  return [
    ...homeless.map((part) => ({
      path: ["aws", part],
      message: "has no network to lie in; add 'aws.network: { cidr: 10.0.0.0/16 }'",
    })),
    ...(network && !notices
      ? [
          {
            path: ["aws", "network"],
            message: "has nobody who is told what is wrong in it; add 'aws.notices: { mails: [on-call@example.com] }'",
          },
        ]
      : []),
    ...zoneFindings(aws),
  ];
}

/** It shows different zones to different accounts. */
const REGION_OF_FEW_ZONES = "us-west-1";

function zoneFindings({ network, region }: AwsSettings): Finding[] {
  if (!network) return [];
  const { zones = [] } = network;
  if (zones.length === 0 && region === REGION_OF_FEW_ZONES) {
    const command = `aws ec2 describe-availability-zones --region ${region}`;
    return [
      {
        path: ["aws", "network"],
        message: `does not say its 'zones', of which each account has others; see '${command}'`,
      },
    ];
  }
  return zones.flatMap((zone, index) => {
    const path = ["aws", "network", "zones", index];
    if (zone.slice(0, -1) !== region) return [{ path, message: `got "${zone}", a zone of ${region} is needed` }];
    return zones.indexOf(zone) < index ? [{ path, message: `"${zone}" is named twice; take one out` }] : [];
  });
}

/** Letters, of which EKS leaves no more room for. */
const GROUP = /^[A-Za-z0-9][A-Za-z0-9-]{0,35}$/;

function clusterFindings({ target }: Settings, { cluster }: AwsSettings): Finding[] {
  if (!cluster) return [];
  const path = ["aws", "cluster"];
  const groups = Object.entries(cluster.nodes);
  const roles = [...cluster.administrators.map(named("administrators")), ...cluster.viewers.map(named("viewers"))];
  return [
    ...(target === "docker"
      ? [{ path, message: "would run nothing: the target is docker; write 'target: kubernetes', or take it out" }]
      : []),
    ...(groups.length === 0
      ? [{ path: [...path, "nodes"], message: "has no group, and nothing would start; add one, such as 'general'" }]
      : []),
    ...groups.flatMap(([name, sizes]) => groupFindings([...path, "nodes", name], name, sizes)),
    ...roles.flatMap(({ list, index, role }, place) => {
      const first = roles.findIndex((one) => one.role === role);
      const message = `"${role}" is named twice; let it in as an administrator or as a viewer`;
      return first < place ? [{ path: [...path, list, index], message }] : [];
    }),
  ];
}

const named = (list: string) => (role: string, index: number) => ({ list, index, role });

type Group = NonNullable<AwsSettings["cluster"]>["nodes"][string];

/** After the generation, a `g` says Graviton; before it, a GPU. */
const GRAVITON = /^(a\d|[a-z]+-?\d+[a-z0-9-]*g)/;

function groupFindings(path: Path, name: string, { min, desired, max, instanceTypes }: Group): Finding[] {
  const isMixed = new Set(instanceTypes.map((one) => GRAVITON.test(one))).size > 1;
  const types = instanceTypes.join(", ");
  return [
    ...(isMixed
      ? [
          {
            path: [...path, "instanceTypes"],
            message: `got ${types}, which no one image starts; put those of Graviton into a group of their own`,
          },
        ]
      : []),
    ...(GROUP.test(name)
      ? []
      : [{ path, message: "is no name of a group; use 1 to 36 letters, digits and hyphens, beginning with a letter" }]),
    ...(min > desired ? [{ path: [...path, "min"], message: `got ${min}, at most desired, ${desired}` }] : []),
    ...(desired > max ? [{ path: [...path, "desired"], message: `got ${desired}, at most max, ${max}` }] : []),
  ];
}

function stateFindings({ state }: Settings, aws: AwsSettings): Finding[] {
  if ("local" in state || !asksForStacks(aws)) return [];
  const { key, region, bucket, endpoint } = state.s3;
  return [
    ...(key === undefined
      ? []
      : [
          {
            path: ["state", "s3", "key"],
            message: `got "${key}" for several states, since what lies in AWS has stacks of its own, and they would overwrite one another; take it out: each then has its own key`,
          },
        ]),
    // Another service than AWS has regions of its own.
    ...(region === aws.region || endpoint !== undefined
      ? []
      : [
          {
            path: ["state", "s3", "region"],
            message: `got "${region}", but all else lies in ${aws.region}: when either fails, nothing can be changed; write ${aws.region}`,
            other: ["aws", "region"],
          },
        ]),
    ...(aws.audit?.bucket === bucket
      ? [
          {
            path: ["aws", "audit", "bucket"],
            message: `got "${bucket}", which keeps the states; name another`,
            other: ["state", "s3", "bucket"],
          },
        ]
      : []),
  ];
}

/** Those of AWS itself, and ours. */
const TAKEN = /^(aws|bulwark):/i;
const TAG = /^[\w .:/=+@-]{1,128}$/;
/** AWS allows 50, and four are ours or a construct's. https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const MOST_TAGS = 40;

function tagFindings({ tags }: AwsSettings): Finding[] {
  const names = Object.keys(tags);
  const path = ["aws", "tags"];
  return [
    ...(names.length > MOST_TAGS ? [{ path, message: `got ${names.length}, at most ${MOST_TAGS}` }] : []),
    ...names
      .filter((name) => TAKEN.test(name) || !TAG.test(name))
      .map((name) => ({
        path: [...path, name],
        message:
          "is no name of a tag; use at most 128 letters, digits, spaces and _.:/=+@-, not beginning with aws: or bulwark:",
      })),
  ];
}
