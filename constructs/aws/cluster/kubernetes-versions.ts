/** What a cluster runs beside the platform. */
export type Addon = "vpc-cni" | "kube-proxy" | "eks-pod-identity-agent" | "coredns" | "aws-ebs-csi-driver";

/**
 * The versions of Kubernetes that EKS still runs, and of each add-on one that EKS offers for it. Data, to be renewed from
 * `aws eks describe-addon-versions --kubernetes-version 1.35 --query 'addons[].{name: addonName, version:
 * addonVersions[?compatibilities[0].defaultVersion].addonVersion}'`.
 * A version leaves this list when its extended support ends:
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html#kubernetes-release-calendar
 */
export const ADDON_VERSIONS: Readonly<Record<string, Readonly<Record<Addon, string>>>> = {
  "1.32": {
    "vpc-cni": "v1.20.5-eksbuild.1",
    "kube-proxy": "v1.32.13-eksbuild.5",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    coredns: "v1.11.4-eksbuild.33",
    "aws-ebs-csi-driver": "v1.59.0-eksbuild.1",
  },
  "1.33": {
    "vpc-cni": "v1.20.5-eksbuild.1",
    "kube-proxy": "v1.33.10-eksbuild.2",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    coredns: "v1.12.4-eksbuild.10",
    "aws-ebs-csi-driver": "v1.59.0-eksbuild.1",
  },
  "1.34": {
    "vpc-cni": "v1.20.5-eksbuild.1",
    "kube-proxy": "v1.34.6-eksbuild.2",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    coredns: "v1.12.4-eksbuild.10",
    "aws-ebs-csi-driver": "v1.59.0-eksbuild.1",
  },
  "1.35": {
    "vpc-cni": "v1.21.1-eksbuild.1",
    "kube-proxy": "v1.35.3-eksbuild.2",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    coredns: "v1.13.2-eksbuild.4",
    "aws-ebs-csi-driver": "v1.59.0-eksbuild.1",
  },
  "1.36": {
    "vpc-cni": "v1.21.2-eksbuild.2",
    "kube-proxy": "v1.36.0-eksbuild.7",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    coredns: "v1.14.2-eksbuild.4",
    "aws-ebs-csi-driver": "v1.62.0-eksbuild.1",
  },
};

/** A node may be as many minor versions older than its cluster. https://kubernetes.io/releases/version-skew-policy/#kubelet */
export const NODE_SKEW = 3;

export const KUBERNETES_VERSIONS = Object.keys(ADDON_VERSIONS);

export const minorOf = (version: string): number => Number(version.split(".")[1]);
