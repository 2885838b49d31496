import { reviewOf } from "../../../../review/review";
import type { JsonObject } from "../../../../review/resource";
import { compareStacks } from "../../../../review/sources/synthesized";

const stack = (resource: JsonObject, data: JsonObject = {}) => ({
  file: "stacks/cloud/cdk.tf.json",
  json: { resource, data },
});
const compared = (before: ReturnType<typeof stack>, after: ReturnType<typeof stack>) =>
  reviewOf({
    ...{ stacks: [compareStacks(before, after)], digest: "0", base: { name: "before" }, head: { name: "after" } },
  });

const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: "*" }],
};
const iam = (policy: object) => stack({ aws_iam_policy: { app: { policy: JSON.stringify(policy) } } });
const [STATEMENT] = POLICY.Statement;

describe("a review of AWS resources", () => {
  it("takes reordered statements for noise", () => {
    const other = { ...POLICY, Statement: [{ ...STATEMENT, Sid: "A", Action: ["s3:List*", "s3:Get*"] }] };
    const { changes, noise, verdict } = compared(iam(POLICY), iam(other));
    expect([verdict, noise]).toEqual(["ok", 1]);
    expect(changes).toMatchObject([{ risk: "other", attributes: [] }]);
  });

  it("stops for a statement that allows more", () => {
    const { changes, verdict } = compared(
      iam(POLICY),
      iam({ ...POLICY, Statement: [{ ...STATEMENT, Action: "s3:*" }] }),
    );
    expect(verdict).toBe("needs-acknowledgement");
    expect(changes).toMatchObject([
      {
        address: "aws_iam_policy.app",
        risk: "weakened",
        reasons: ["may do s3:* with everything (BWK-cloud-wildcards)", "newly allows s3:* on *"],
      },
    ]);
  });

  it("stops for a policy that nobody can tell", () => {
    const late = stack({ aws_iam_policy: { app: { policy: "${data.aws_iam_policy_document.app.json}" } } });
    const { changes, verdict } = compared(iam(POLICY), late);
    expect([verdict, changes[0]!.risk]).toEqual(["needs-acknowledgement", "cannot-tell"]);
  });

  it("reads the data sources that policies are made of", () => {
    const document = (actions: readonly string[]) =>
      stack({}, { aws_iam_policy_document: { app: { statement: [{ actions, resources: ["*"] }] } } });
    expect(compared(document(["a:b", "a:c"]), document(["a:c", "a:b"])).verdict).toBe("ok");
    expect(compared(document(["a:b"]), document(["*"])).changes).toMatchObject([
      { address: "data.aws_iam_policy_document.app", risk: "weakened" },
    ]);
  });

  it("tells who reaches whom by a security group", () => {
    const group = (...cidrs: readonly string[]) =>
      stack({
        aws_security_group: { web: { ingress: [{ cidr_blocks: cidrs, from_port: 22, to_port: 22, protocol: "tcp" }] } },
      });
    const { changes, reach } = compared(group("10.0.0.0/8"), group("0.0.0.0/0"));
    expect(changes).toMatchObject([
      {
        risk: "exposure",
        reasons: ["lets in 0.0.0.0/0 at TCP 22", "lets in everybody: 0.0.0.0/0 at tcp 22 (BWK-open-ports)"],
      },
    ]);
    expect(reach).toEqual(["0.0.0.0/0 → aws_security_group.web (TCP 22)"]);
    expect(compared(group("10.0.0.0/8"), group("10.0.0.0/9", "10.128.0.0/9"))).toMatchObject({
      verdict: "ok",
      reach: [],
    });
  });
});
