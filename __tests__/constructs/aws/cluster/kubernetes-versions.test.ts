import { ADDON_VERSIONS, KUBERNETES_VERSIONS, minorOf } from "../../../../constructs/aws/cluster/kubernetes-versions";

describe("the versions of Kubernetes", () => {
  it("are each one after the other, so that a cluster can go up by one", () => {
    const minors = KUBERNETES_VERSIONS.map(minorOf);
    expect(minors).toEqual(minors.map((_one, index) => minors[0]! + index));
  });

  it.each(KUBERNETES_VERSIONS)("have for %s an exact version of each add-on", (version) => {
    const { "kube-proxy": proxy, ...others } = ADDON_VERSIONS[version]!;
    // Upstream allows it to be older; EKS offers it for its own minor version.
    expect(proxy).toMatch(new RegExp(`^v${version}\\.\\d+-eksbuild\\.\\d+$`));
    expect(Object.keys(others).sort()).toEqual(["aws-ebs-csi-driver", "coredns", "eks-pod-identity-agent", "vpc-cni"]);
    expect(Object.values(others).filter((one) => !/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(one))).toEqual([]);
  });
});
