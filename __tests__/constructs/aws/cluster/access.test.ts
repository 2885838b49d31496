import { TerraformVariable } from "cdktf";
import { Access, type AccessProps } from "../../../../constructs/aws/cluster/access";
import { awsStack, type AwsStackJson } from "../../../support/aws/aws-stack";

const PLATFORM = "arn:aws:iam::123456789012:role/teams/platform";
const SUPPORT = "arn:aws:iam::123456789012:role/support";

const access = (more: Partial<AccessProps> = {}): AwsStackJson =>
  awsStack(
    (stack) =>
      new Access(stack, "access", { clusterName: "shop", administrators: [PLATFORM], viewers: [SUPPORT], ...more }),
  );

const policiesIn = (json: AwsStackJson): string[] =>
  Object.entries(json.resource!["aws_eks_access_policy_association"]!)
    .map(([name, one]) => `${name.replace(/_[^_]*$/, "")} ${String(one["policy_arn"]).replace(/.*\//, "")}`)
    .sort();

describe("access to a cluster", () => {
  it("is that of administrators, who may do everything, and of viewers, who see all but secrets", () => {
    expect(policiesIn(access())).toEqual([
      "access_administrators-123456789012-teams-platform-policy AmazonEKSClusterAdminPolicy",
      "access_viewers-123456789012-support-policy AmazonEKSViewPolicy",
    ]);
    const entries = Object.values(access().resource!["aws_eks_access_entry"]!);
    expect(entries.map((one) => one["principal_arn"]).sort()).toEqual([SUPPORT, PLATFORM]);
  });

  it("stays the same for those who stay when somebody goes", () => {
    const both = policiesIn(access({ administrators: [SUPPORT, PLATFORM], viewers: [] }));
    expect(both).toEqual(expect.arrayContaining(policiesIn(access({ viewers: [] }))));
  });

  it("may be that of a role of another stack", () => {
    const json = awsStack((stack) => {
      const role = new TerraformVariable(stack, "role", {}).stringValue;
      new Access(stack, "access", { clusterName: "shop", administrators: [role], viewers: [] });
    });
    expect(policiesIn(json)).toEqual(["access_administrators-0-policy AmazonEKSClusterAdminPolicy"]);
  });

  it("is given once", () => {
    expect(() => access({ viewers: [PLATFORM] })).toThrow(
      `[shop] lets in a role twice, got: ${PLATFORM}\nName it once: as an administrator or as a viewer.`,
    );
  });

  it.each([
    "platform",
    "arn:aws:iam::123456789012:user/alice",
    "arn:aws:iam::123456789012:root",
    "arn:aws:iam::12345:role/platform",
    "arn:aws:iam::123456789012:role/*",
    "arn:aws:sts::123456789012:assumed-role/platform/alice",
    "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
  ])("is not given to '%s'", (viewer) => {
    expect(() => access({ viewers: [viewer] })).toThrow(
      `[shop] viewers must be ARNs of IAM roles, got: ${viewer}\nPass, for example, arn:aws:iam::123456789012:role/platform. A user has keys that never end, a session ends too soon, and a role of a service cannot be let in.`,
    );
  });
});
