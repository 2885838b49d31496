import { Cluster, PodIdentity, type PodIdentityProps } from "../../../../constructs/aws";
import { awsStack, statementsOf, theOnly } from "../../../support/aws/aws-stack";

const props = { cluster: { name: "shop-cluster" }, namespace: "shop", serviceAccount: "api" };
const READ = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" } as const;

const identity = (more: Partial<PodIdentityProps> = {}, id = "api") =>
  awsStack((stack) => new PodIdentity(stack, id, { ...props, ...more }));

describe("the identity of pods", () => {
  it("is a role that a service account gets in one cluster", () => {
    const json = identity({ statements: [READ] });
    expect(theOnly(json, "aws_eks_pod_identity_association")).toMatchObject({
      ...{ cluster_name: "shop-cluster", namespace: "shop", service_account: "api" },
      role_arn: expect.stringMatching(/^\${aws_iam_role\.api_role_.*\.arn}$/),
    });
    expect(statementsOf(theOnly(json, "aws_iam_role_policy")["policy"])).toEqual({ Read: READ });
  });

  it("is taken by nobody else", () => {
    const { TakenByPods } = statementsOf(theOnly(identity(), "aws_iam_role")["assume_role_policy"]);
    expect(TakenByPods).toMatchObject({
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:RequestTag/eks-cluster-arn": expect.stringMatching(/^arn:.*:eks:.*:cluster\/shop-cluster$/),
          "aws:RequestTag/kubernetes-namespace": "shop",
          "aws:RequestTag/kubernetes-service-account": "api",
        },
      },
    });
  });

  it("may have policies that AWS manages", () => {
    const json = identity({ managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"] });
    expect(theOnly(json, "aws_iam_role_policy_attachment")["policy_arn"]).toMatch(
      /^arn:.*:iam::aws:policy\/service-role\/AmazonEBSCSIDriverPolicy$/,
    );
  });

  it("has a name that IAM takes, however long those of Kubernetes are", () => {
    expect(theOnly(identity(), "aws_iam_role")["name"]).toBe("shop-api-role");
    const names = ["x", "y"].map((end) => theOnly(identity({}, "a".repeat(80) + end), "aws_iam_role")["name"]);
    expect(names[0]).toMatch(/^shop-a{50}-[0-9a-f]{8}$/);
    expect([String(names[0]).length, names[0] === names[1]]).toEqual([64, false]);
  });

  it.each([
    ["namespace", "Shop"],
    ["namespace", "a.b"],
    ["serviceAccount", "api_1"],
    ["serviceAccount", ""],
  ])("is refused to %s '%s'", (prop, name) => {
    expect(() => identity({ [prop]: name })).toThrow(
      `[shop/api/role] ${prop} must be a name of Kubernetes: lower-case letters, digits and '-', got: ${name}\nPass, for example, shop.`,
    );
  });

  it("is given once to a service account", () => {
    const twice = () =>
      awsStack((stack) => {
        const cluster = new Cluster(stack, "cluster", {
          ...{ network: { privateSubnetIds: ["subnet-1", "subnet-2"] }, version: "1.35" },
          nodeGroups: { general: { instanceTypes: ["m7g.large"], minSize: 3, desiredSize: 3, maxSize: 6 } },
        });
        cluster.podIdentity("shop", "api", { statements: [READ] });
        cluster.podIdentity("shop", "api", { statements: [READ] });
      });
    expect(twice).toThrow(
      "[shop/cluster] service account shop/api has an identity already\nGive the one that it has all that its pods need.",
    );
  });
});
