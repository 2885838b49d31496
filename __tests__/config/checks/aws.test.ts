import { App } from "cdktf";
import { Architecture, architectureOf } from "../../../constructs/aws/cluster/instance-type";
import { ALL_OF_AWS, complaintsOf } from "../../support/aws/aws-environment";

/** What is said once a part of the text is another. */
function complaintsAfter(...edits: readonly (readonly [from: string, to: string])[]): readonly string[] {
  return complaintsOf(
    edits.reduce((text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    }, ALL_OF_AWS),
  );
}

const CIDR = "10.20.0.0/16";
const NETWORK = `  network: { cidr: ${CIDR} }\n`;
const NO_NETWORK = "has no network to lie in; add 'aws.network: { cidr: 10.0.0.0/16 }'";

it("all that AWS offers is fine, and so is an account alone", () => {
  expect(complaintsOf(ALL_OF_AWS)).toEqual([]);
  const aws = 'aws: { accountId: "123456789012", region: eu-west-1 }';
  expect(complaintsOf(`target: docker\nplatform: {}\n${aws}\n`)).toEqual([]);
});

describe("what lies in a network", () => {
  it("needs one", () => {
    expect(complaintsAfter([NETWORK, ""])).toEqual([
      `line 7, aws.cluster: ${NO_NETWORK}`,
      `line 12, aws.database: ${NO_NETWORK}`,
      `line 13, aws.cache: ${NO_NETWORK}`,
      `line 14, aws.stream: ${NO_NETWORK}`,
    ]);
  });

  it("needs somebody who is told", () => {
    expect(complaintsAfter(["  notices: { mails: [on-call@example.com], monthlyUsDollars: 2000 }\n", ""])).toEqual([
      "line 7, aws.network: has nobody who is told what is wrong in it; add 'aws.notices: { mails: [on-call@example.com] }'",
    ]);
  });

  it("that is a cluster needs something to run", () => {
    expect(complaintsAfter(["target: kubernetes", "target: docker"])).toEqual([
      "line 8, aws.cluster: would run nothing: the target is docker; write 'target: kubernetes', or take it out",
    ]);
  });
});

describe("the addresses of a network", () => {
  const at = (cidr: string) => complaintsAfter([CIDR, cidr]);

  it.each([
    ["10.20.1.0/16", "which lies inside of a block; write 10.20.0.0/16"],
    ["10.0.0.0/8", "which is not /16 to /22; take a /16 where you can: a network cannot be resized"],
    ["10.0.0.0/23", "which is not /16 to /22; take a /16 where you can: a network cannot be resized"],
    [
      "11.0.0.0/16",
      "which others have in the internet; choose a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
    ],
  ])("%s are refused", (cidr, message) => {
    expect(at(cidr)).toEqual([`line 7, aws.network.cidr: got "${cidr}", ${message}`]);
  });

  it("that are no addresses are refused", () => {
    expect(at("10.20.0.0")).toEqual([expect.stringMatching(/^line 7, aws\.network\.cidr: got "10\.20\.0\.0"/)]);
  });

  it("that others have already are refused", () => {
    const connected = `{ cidr: ${CIDR}, connectedTo: [192.168.0.0/24, 10.20.4.0/24] }`;
    expect(complaintsAfter([`{ cidr: ${CIDR} }`, connected])).toEqual([
      'line 7, aws.network.cidr: got "10.20.0.0/16", which overlaps 10.20.4.0/24, and no route could tell the two apart; choose a block outside of it (line 7)',
    ]);
    expect(complaintsAfter([`{ cidr: ${CIDR} }`, connected.replace("10.20.4.0/24", "10.21.4.1/24")])).toEqual([
      'line 7, aws.network.connectedTo[1]: got "10.21.4.1/24", which lies inside of a block; write 10.21.4.0/24',
    ]);
  });
});

describe("zones", () => {
  const at = (zones: string) => complaintsAfter([`{ cidr: ${CIDR} }`, `{ cidr: ${CIDR}, zones: [${zones}] }`]);

  it("are of the region, each once, and three for a stream", () => {
    expect(at("eu-west-1a, eu-west-1b, eu-central-1c")).toEqual([
      'line 7, aws.network.zones[2]: got "eu-central-1c", a zone of eu-west-1 is needed',
    ]);
    expect(at("eu-west-1a, eu-west-1b, eu-west-1a")).toEqual([
      'line 7, aws.network.zones[2]: "eu-west-1a" is named twice; take one out',
    ]);
    expect(at("eu-west-1a, eu-west-1b")).toEqual([
      "line 15, aws.stream: needs 3 zones, and the network has 2; add one (line 7)",
    ]);
    expect(at("eu-west-1a, eu-west-1b, eu-west-1c, eu-west-1d")).toEqual([]);
  });
});

it("a region that shows each account other zones needs their names", () => {
  const edits = [
    ["region: eu-west-1 } }", "region: us-west-1 } }"],
    ["region: eu-west-1\n", "region: us-west-1\n"],
  ] as const;
  expect(complaintsAfter(...edits)).toEqual([
    "line 7, aws.network: does not say its 'zones', of which each account has others; see 'aws ec2 describe-availability-zones --region us-west-1'",
  ]);
  const zones = `{ cidr: ${CIDR}, zones: [us-west-1a, us-west-1b, us-west-1c] }`;
  expect(complaintsAfter(...edits, [`{ cidr: ${CIDR} }`, zones])).toEqual([]);
});

describe("a cluster", () => {
  const nodes = (sizes: string, name = "general") =>
    complaintsAfter([
      "general: { instanceTypes: [m7g.large], min: 3, desired: 3, max: 9 }",
      `${name}: { instanceTypes: [m7g.large], ${sizes} }`,
    ]);

  it("has sizes in their order", () => {
    expect(nodes("min: 4, desired: 3, max: 9")).toEqual([
      "line 12, aws.cluster.nodes.general.min: got 4, at most desired, 3",
    ]);
    expect(nodes("min: 1, desired: 12, max: 9")).toEqual([
      "line 12, aws.cluster.nodes.general.desired: got 12, at most max, 9",
    ]);
    expect(nodes("min: 0, desired: 0, max: 0")).toEqual(["line 12, aws.cluster.nodes.general.max: got 0, at least 1"]);
  });

  it("has groups with names that EKS takes, and one at least", () => {
    expect(nodes("min: 1, desired: 1, max: 1", "for_all")).toEqual([
      "line 12, aws.cluster.nodes.for_all: is no name of a group; use 1 to 36 letters, digits and hyphens, beginning with a letter",
    ]);
    expect(
      complaintsAfter([
        "    nodes:\n      general: { instanceTypes: [m7g.large], min: 3, desired: 3, max: 9 }\n",
        "    nodes: {}\n",
      ]),
    ).toEqual(["line 11, aws.cluster.nodes: has no group, and nothing would start; add one, such as 'general'"]);
  });

  const TYPES = ["m7g.large", "c7gn.xlarge", "im4gn.large", "a1.large", "g5g.xlarge", "m8gd.metal-24xl"];
  it.each([...TYPES, "g5.xlarge", "p4d.24xlarge", "u-6tb1.metal", "inf2.xlarge", "m7i.large"])(
    "has nodes of one architecture: %s is told apart as the constructs do",
    (type) => {
      const message = `got m6i.large, ${type}, which no one image starts; put those of Graviton into a group of their own`;
      const isOther = architectureOf(new App(), [type]) === Architecture.ARM64;
      expect(complaintsAfter(["[m7g.large]", `[m6i.large, ${type}]`])).toEqual(
        isOther ? [`line 12, aws.cluster.nodes.general.instanceTypes: ${message}`] : [],
      );
    },
  );

  it("lets in roles, each once", () => {
    const ops = "arn:aws:iam::123456789012:role/ops";
    expect(
      complaintsAfter([`administrators: ["${ops}"]`, `administrators: ["${ops}"]\n    viewers: ["${ops}"]`]),
    ).toEqual([
      `line 11, aws.cluster.viewers[0]: "${ops}" is named twice; let it in as an administrator or as a viewer`,
    ]);
    expect(complaintsAfter([ops, "arn:aws:iam::123456789012:user/ops"])).toEqual([
      'line 10, aws.cluster.administrators[0]: got "arn:aws:iam::123456789012:user/ops", a role such as arn:aws:iam::123456789012:role/platform',
    ]);
  });

  it("has a version that EKS runs", () => {
    expect(complaintsAfter(['version: "1.35"', 'version: "1.20"'])).toEqual([
      'line 9, aws.cluster.version: got "1.20", one of: 1.32, 1.33, 1.34, 1.35, 1.36, did you mean "1.32"?',
    ]);
  });
});

describe("states", () => {
  it("are several, and under no one key", () => {
    expect(complaintsAfter(["region: eu-west-1 } }", "region: eu-west-1, key: shop.tfstate } }"])).toEqual([
      'line 2, state.s3.key: got "shop.tfstate" for several states, since what lies in AWS has stacks of its own, and they would overwrite one another; take it out: each then has its own key',
    ]);
  });

  it("lie where all else does, and not among the records of the audit", () => {
    expect(complaintsAfter(["region: eu-west-1 } }", "region: eu-central-1 } }"])).toEqual([
      'line 2, state.s3.region: got "eu-central-1", but all else lies in eu-west-1: when either fails, nothing can be changed; write eu-west-1 (line 5)',
    ]);
    expect(complaintsAfter(["bucket: shop-audit", "bucket: shop-states"])).toEqual([
      'line 18, aws.audit.bucket: got "shop-states", which keeps the states; name another (line 2)',
    ]);
  });

  it("of another service than AWS lie in regions of its own", () => {
    const s3 = 'region: us-east-1, endpoint: "https://minio.example.com" } }';
    expect(complaintsAfter(["region: eu-west-1 } }", s3])).toEqual([]);
  });
});

it("a repository of images is named once", () => {
  expect(complaintsAfter(["[shop/api]", "[shop/api, shop/web, shop/api]"])).toEqual([
    'line 16, aws.images.repositories[2]: "shop/api" is named twice; take one out',
  ]);
});

describe("tags", () => {
  it.each(["aws:team", "bulwark:stack", "te*m"])("named %s are refused", (name) => {
    expect(complaintsAfter(["team: shop", `"${name}": shop`])).toEqual([
      `line 6, aws.tags.${JSON.stringify(name)}: is no name of a tag; use at most 128 letters, digits, spaces and _.:/=+@-, not beginning with aws: or bulwark:`,
    ]);
  });

  it("have room for those of the constructs", () => {
    const many = Array.from({ length: 41 }, (_, index) => `t${index}: x`).join(", ");
    expect(complaintsAfter(["team: shop", many])).toEqual(["line 6, aws.tags: got 41, at most 40"]);
  });
});

describe("what keeps data", () => {
  it("has room to grow", () => {
    expect(complaintsAfter(["database: {}", "database: { storageGiB: 500, mostStorageGiB: 540 }"])).toEqual([
      "line 13, aws.database.mostStorageGiB: got 540, at least 550, a tenth more than at first",
    ]);
    expect(complaintsAfter(["stream: {}", "stream: { storageGiB: 500, mostStorageGiB: 500 }"])).toEqual([
      "line 15, aws.stream.mostStorageGiB: got 500, more than storageGiB, 500, is needed",
    ]);
  });

  it("has a master user that is not RDS' own", () => {
    expect(complaintsAfter(["database: {}", "database: { masterUser: pg_admin }"])).toEqual([
      'line 13, aws.database.masterUser: got "pg_admin", which is RDS\' own; choose another',
    ]);
  });

  it("is of a class and a version that there is", () => {
    expect(complaintsAfter(["database: {}", "database: { version: 17, instanceClass: m7g.large }"])).toEqual([
      "line 13, aws.database.version: got 17, one of: 14, 15, 16, 17, 18",
      'line 13, aws.database.instanceClass: got "m7g.large", a class such as db.m7g.large',
    ]);
    expect(complaintsAfter(["stream: {}", "stream: { brokers: 4 }"])).toEqual([
      "line 15, aws.stream.brokers: got 4, a multiple of 3",
    ]);
  });

  it.each([
    ["on >planted ~* +@all", "has a password, or needs none; take it out: users prove who they are by IAM"],
    ["on nopass ~* +@all", "has a password, or needs none; take it out: users prove who they are by IAM"],
    ["~* +@all", "does not begin with 'on', and could not connect; write it first"],
  ])("lets nobody in by '%s', and does not show it", (access, message) => {
    expect(complaintsAfter(["on ~orders:* -@all +@read", access])).toEqual([
      `line 14, aws.cache.users.orders: ${message}`,
    ]);
  });

  it("that is a cache has users with names", () => {
    expect(complaintsAfter(['{ orders: "on ~orders:* -@all +@read" }', "{}"])).toEqual([
      'line 14, aws.cache.users: lets nobody in; add one, such as api: "on ~api:* -@all +@read"',
    ]);
    expect(complaintsAfter(["{ orders:", "{ Orders:"])).toEqual([
      "line 14, aws.cache.users.Orders: is no name of a user; use small letters, digits and single hyphens",
    ]);
  });
});

it("all that is wrong is said at once", () => {
  const complaints = complaintsAfter([CIDR, "11.0.0.0/16"], ["min: 3", "min: 5"], ["team", "aws:team"]);
  expect(complaints.map((line) => line.replace(/: .*/, ""))).toEqual([
    'line 6, aws.tags."aws:team"',
    "line 7, aws.network.cidr",
    "line 12, aws.cluster.nodes.general.min",
  ]);
});
