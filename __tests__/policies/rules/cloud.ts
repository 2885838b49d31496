import { byDefault, declared, inPart } from "../../../policies/facts/fact";
import { casesOf } from "../../support/policies/cases";
import {
  cloudKey,
  machine,
  managedCluster,
  opening,
  repository,
  securityGroup,
  trail,
} from "../../support/policies/cloud";

const lets = (...openings: readonly Parameters<typeof opening>[0][]) => ({
  openings: declared(openings.map((one) => opening(one))),
});
const WORLD = { cidr: "0.0.0.0/0" };
const HTTPS = { ...WORLD, first: 443, last: 443 };

export const securityGroupCases = casesOf("securityGroup", securityGroup, {
  "BWK-open-ports": {
    breaks: [
      [lets({ ...WORLD, first: 22, last: 22 }), "lets in everybody: 0.0.0.0/0 at tcp 22"],
      [lets({ ...WORLD, first: 80, last: 443 }), "lets in everybody: 0.0.0.0/0 at tcp 80-443"],
      [
        lets({ cidr: "0.0.0.0/1", protocol: "all" }, { cidr: "::/0" }),
        "lets in everybody: 0.0.0.0/1 at every port; ::/0 at tcp 5432",
      ],
      [{ ...lets(HTTPS), frontsBalancer: declared(false) }, "lets in everybody: 0.0.0.0/0 at tcp 443"],
      [
        { openings: inPart([opening({ ...WORLD, protocol: "icmp", first: 8, last: 0 })], "expression") },
        "lets in everybody: 0.0.0.0/0 at icmp 8-0",
      ],
    ],
    keeps: [lets(HTTPS), { ...lets({ cidr: "10.0.0.0/8" }, { cidr: "192.0.2.0/24" }) }],
  },
});

export const machineCases = casesOf("machine", machine, {
  "BWK-metadata-tokens": {
    breaks: [[{ metadataTokens: byDefault(false) }, "gives its keys to any request, by default"]],
    keeps: [{}],
  },
  "BWK-metadata-hops": {
    breaks: [[{ metadataHops: declared(2) }, "gives its keys to containers on it, 2 hops away"]],
    keeps: [{}, { metadataHops: declared(0) }],
  },
  "BWK-clear-disks": {
    breaks: [[{ clearDisks: declared(["/dev/xvda"]) }, "has disks that are not encrypted: /dev/xvda"]],
    keeps: [{}],
  },
});

export const managedClusterCases = casesOf("managedCluster", managedCluster, {
  "BWK-cluster-endpoint": {
    breaks: [
      [{ publicCidrs: byDefault(["0.0.0.0/0"]) }, "has an API server that everybody reaches: 0.0.0.0/0, by default"],
    ],
    keeps: [{}, { publicCidrs: declared(["192.0.2.0/24"]) }],
  },
  "BWK-cluster-logs": {
    breaks: [[{ missingLogs: declared(["audit"]) }, "keeps no log of its control plane: audit"]],
    keeps: [{}],
  },
  "BWK-cluster-secrets": {
    breaks: [[{ secretsEncrypted: byDefault(false) }, "stores its secrets without a key of the account, by default"]],
    keeps: [{}],
  },
  "BWK-cluster-admins": {
    breaks: [
      [
        { admins: declared(["whoever makes it", "aws_eks_access_policy_association.ops"]) },
        "is administered by aws_eks_access_policy_association.ops, whoever makes it",
      ],
    ],
    keeps: [{}],
  },
});

export const repositoryCases = casesOf("repository", repository, {
  "BWK-fixed-tags": {
    breaks: [[{ tagsFixed: byDefault(false) }, "lets a tag become another image, by default"]],
    keeps: [{}],
  },
  "BWK-image-scan": {
    breaks: [[{ scanned: declared(false) }, "does not look at what is pushed"]],
    keeps: [{}],
  },
});

export const trailCases = casesOf("trail", trail, {
  "BWK-trail-regions": {
    breaks: [[{ allRegions: byDefault(false) }, "records one region only, by default"]],
    keeps: [{}],
  },
  "BWK-trail-validation": {
    breaks: [[{ validated: declared(false) }, "does not notice when its files are changed"]],
    keeps: [{}],
  },
  "BWK-trail-running": { breaks: [[{ running: declared(false) }, "records nothing"]], keeps: [{}] },
});

export const cloudKeyCases = casesOf("cloudKey", cloudKey, {
  "BWK-key-rotation": {
    breaks: [[{ rotated: byDefault(false) }, "is never rotated, by default"]],
    keeps: [{}],
    notApplicable: [{ rotated: declared("without") }],
  },
});
