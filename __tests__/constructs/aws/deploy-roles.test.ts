import { DeployRoles, type DeployRolesProps } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly, type AwsStackJson } from "../../support/aws/aws-stack";

const BUCKET = "arn:aws:s3:::shop-states";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

const made = (props: Partial<DeployRolesProps> = {}) =>
  awsStack(
    (stack) =>
      new DeployRoles(stack, "deploy", {
        name: "shop",
        repository: "acme/shop-platform",
        environment: "shop",
        stateBucket: { arn: BUCKET, keyArn: KEY },
        stateKeys: ["shop/shop-network.tfstate", "shop/shop-data.tfstate"],
        ...props,
      }),
  );

type Resource = Readonly<Record<string, unknown>>;

const named = (json: AwsStackJson, type: string, name: string): Resource =>
  Object.values(json.resource?.[type] ?? {}).find((one) => one["name"] === name)!;

const trustOf = (json: AwsStackJson, role: string) =>
  statementsOf(named(json, "aws_iam_role", role)["assume_role_policy"])["AssumedByWorkflows"]!;

const allowedTo = (role: string, json = made()) => statementsOf(named(json, "aws_iam_role_policy", role)["policy"]);

const subjects = (json: AwsStackJson, role: string) =>
  (trustOf(json, role)["Condition"] as { StringEquals: Record<string, unknown> }).StringEquals[
    "token.actions.githubusercontent.com:sub"
  ];

const actionsOf = (statement: Resource): readonly string[] => [statement["Action"]].flat() as string[];

describe("who takes the roles", () => {
  it.each(["shop-plan", "shop-apply"])("%s: workflows of one repository in one environment", (role) => {
    expect(trustOf(made(), role)).toEqual({
      Sid: "AssumedByWorkflows",
      Effect: "Allow",
      Principal: { Federated: expect.stringMatching(/^\$\{aws_iam_openid_connect_provider\..+\.arn\}$/) as unknown },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": ["repo:acme/shop-platform:environment:shop"],
        },
      },
    });
  });

  it("pull requests plan only where that is asked for, and never apply", () => {
    const json = made({ planOnPullRequests: true });
    expect(subjects(json, "shop-plan")).toEqual([
      "repo:acme/shop-platform:environment:shop",
      "repo:acme/shop-platform:pull_request",
    ]);
    expect(subjects(json, "shop-apply")).toEqual(["repo:acme/shop-platform:environment:shop"]);
  });

  it("uses the account's provider for GitHub where there is one", () => {
    const json = made({ oidcProviderArn: PROVIDER });
    expect(json.resource?.["aws_iam_openid_connect_provider"]).toBeUndefined();
    expect(trustOf(json, "shop-plan")["Principal"]).toEqual({ Federated: PROVIDER });
    expect(theOnly(made(), "aws_iam_openid_connect_provider")).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
  });
});

describe("the role that plans", () => {
  it("writes nothing: every action that it is allowed reads", () => {
    const allowed = Object.values(allowedTo("shop-plan")).filter(({ Effect }) => Effect === "Allow");
    const writing = allowed.flatMap(actionsOf).filter((action) => !/:(Describe|Get|List)\w*\*?$/.test(action));
    expect(writing).toEqual(["kms:Decrypt"]);
  });

  it("reads its stacks' states alone", () => {
    const { ReadStates, FindStates, DenyOtherObjects } = allowedTo("shop-plan");
    const states = [`${BUCKET}/shop/shop-network.tfstate`, `${BUCKET}/shop/shop-data.tfstate`];
    expect(ReadStates).toMatchObject({ Action: "s3:GetObject", Resource: states });
    expect(FindStates!["Condition"]).toEqual({
      StringEquals: { "s3:prefix": ["shop/shop-network.tfstate", "shop/shop-data.tfstate", "env:/"] },
    });
    expect(DenyOtherObjects).toMatchObject({ Effect: "Deny", Action: "s3:GetObject*", NotResource: states });
  });

  it("is denied secret values, and decrypts nothing but states, through S3", () => {
    const statements = allowedTo("shop-plan");
    expect(statements["DenyWhatIsKept"]!["Action"]).toEqual(
      expect.arrayContaining([
        "secretsmanager:GetSecretValue",
        "secretsmanager:BatchGetSecretValue",
        "ssm:GetParameter*",
      ]),
    );
    expect(statements["DenyOtherDecryption"]).toMatchObject({
      Effect: "Deny",
      Action: "kms:Decrypt",
      NotResource: KEY,
    });
    expect(statements["DenyDecryptionPastS3"]).toMatchObject({
      Effect: "Deny",
      Action: "kms:Decrypt",
      Condition: {
        StringNotEquals: { "kms:ViaService": expect.stringMatching(/^s3\.\$\{.+\}\.amazonaws\.com$/) as unknown },
      },
    });
  });
});

describe("the role that applies", () => {
  it("writes its stacks' states, and takes and gives back their locks", () => {
    const { ReadAndWriteStates, GiveLocksBack } = allowedTo("shop-apply");
    expect(GiveLocksBack).toMatchObject({
      Action: "s3:DeleteObject",
      Resource: [`${BUCKET}/shop/shop-network.tfstate.tflock`, `${BUCKET}/shop/shop-data.tfstate.tflock`],
    });
    expect(ReadAndWriteStates!["Resource"]).toHaveLength(4);
  });

  it("makes and gives roles of its own names alone, to services that stacks use", () => {
    const { MakeRoles, GiveRoles } = allowedTo("shop-apply");
    const own = (kind: string) => expect.stringMatching(new RegExp(`:${kind}/shop-\\*$`)) as unknown;
    expect(MakeRoles!["Resource"]).toEqual([own("role"), own("policy"), own("instance-profile")]);
    expect(GiveRoles).toMatchObject({ Action: "iam:PassRole", Resource: own("role") });
    const { StringEquals } = GiveRoles!["Condition"] as { StringEquals: Record<string, readonly string[]> };
    expect(StringEquals["iam:PassedToService"]!.every((service) => /^[\w.-]+\.amazonaws\.com$/.test(service))).toBe(
      true,
    );
  });

  it("is allowed no action of everything, nor all of IAM", () => {
    const allowed = Object.values(allowedTo("shop-apply")).filter(({ Effect }) => Effect === "Allow");
    expect(allowed.flatMap(actionsOf).filter((action) => ["*", "iam:*", "sts:*", "s3:*"].includes(action))).toEqual([]);
  });
});

describe("the boundary of both", () => {
  const boundary = () => statementsOf(theOnly(made(), "aws_iam_policy")["policy"]);

  it("is theirs", () => {
    const boundaries = Object.values(made().resource!["aws_iam_role"]!).map((role) => role["permissions_boundary"]);
    expect(boundaries).toEqual(Array(2).fill(expect.stringMatching(/^\$\{aws_iam_policy\..+\.arn\}$/)));
  });

  it("forbids changes of the roles, of itself and of GitHub's provider", () => {
    const statement = boundary()["DenyChangesOfBootstrapIdentities"]!;
    expect(statement).toMatchObject({ Effect: "Deny", NotAction: ["iam:Get*", "iam:List*", "sts:*"] });
    expect(statement["Resource"]).toEqual([
      expect.stringMatching(/:role\/shop-plan$/),
      expect.stringMatching(/:role\/shop-apply$/),
      expect.stringMatching(/:policy\/shop-boundary$/),
      expect.stringMatching(/aws_iam_openid_connect_provider/),
    ]);
  });

  it("forbids changes of the state bucket and its key", () => {
    const { DenyChangesOfTheStateBucket, DenyChangesOfTheStateKey } = boundary();
    expect(DenyChangesOfTheStateBucket).toMatchObject({ NotAction: ["s3:Get*", "s3:List*"], Resource: BUCKET });
    expect(DenyChangesOfTheStateKey!["Resource"]).toBe(KEY);
    expect(DenyChangesOfTheStateKey!["NotAction"]).not.toContain("kms:*");
  });

  it("comes to every role that is made, and stays", () => {
    const { DenyRolesWithoutBoundary, DenyTakingBoundariesAway } = boundary();
    expect(DenyRolesWithoutBoundary).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["iam:CreateRole", "iam:PutRolePermissionsBoundary"]) as unknown,
      Condition: {
        StringNotEquals: { "iam:PermissionsBoundary": expect.stringMatching(/:policy\/shop-boundary$/) as unknown },
      },
    });
    expect(DenyTakingBoundariesAway!["Action"]).toBe("iam:DeleteRolePermissionsBoundary");
  });

  it("keeps to the sizes that IAM takes", () => {
    const json = made();
    const sizes = (type: string) =>
      Object.values(json.resource![type]!).map(({ policy }) => (policy as string).replace(/\s/g, "").length);
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(Math.max(...sizes("aws_iam_policy"))).toBeLessThan(6144);
    expect(Math.max(...sizes("aws_iam_role_policy"))).toBeLessThan(10_240);
  });
});

describe("what names more than one", () => {
  const repository = (got: string) =>
    `[shop/deploy] repository must be one repository of GitHub, got: ${got}\nPass OWNER/NAME as its address shows it, without a wildcard: whoever it matches gets into the account.`;
  const environment = (got: string) =>
    `[shop/deploy] environment must be one environment of the repository, got: ${got}\nPass its name, of letters, digits, dots, hyphens and underscores, without a wildcard.`;
  const key = (got: string) =>
    `[shop/deploy] a state key names one object of the bucket, got: ${got}\nPass it without a wildcard and without a slash at its begin.`;

  it.each<[Partial<DeployRolesProps>, string]>([
    [{ repository: "acme/*" }, repository("acme/*")],
    [{ repository: "acme" }, repository("acme")],
    [{ repository: "-acme/shop" }, repository("-acme/shop")],
    [{ repository: "acme/shop:ref" }, repository("acme/shop:ref")],
    [{ repository: "acme/.." }, repository("acme/..")],
    [{ repository: "https://github.com/acme/shop" }, repository("https://github.com/acme/shop")],
    [{ environment: "*" }, environment("*")],
    [{ environment: "shop:ref" }, environment("shop:ref")],
    [{ environment: "" }, environment("")],
    [{ stateKeys: ["shop/*"] }, key("shop/*")],
    [{ stateKeys: ["/shop.tfstate"] }, key("/shop.tfstate")],
    [
      { stateKeys: [] },
      "[shop/deploy] stateKeys is empty, so that nothing could be planned\nPass the key of each stack's state in the bucket, such as shop/shop-network.tfstate.",
    ],
    [
      { oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/example.com" },
      "[shop/deploy] oidcProviderArn must be that of GitHub's provider, got: arn:aws:iam::123456789012:oidc-provider/example.com\nPass arn:aws:iam::ACCOUNT:oidc-provider/token.actions.githubusercontent.com, or none and it is made.",
    ],
    [
      { name: "s".repeat(56) },
      `[shop/deploy] name has 56 characters, and a role's leaves room for 55, got: ${"s".repeat(56)}\nPass a shorter one.`,
    ],
  ])("is refused: %j", (wrong, message) => {
    expect(() => made(wrong)).toThrow(message);
  });
});
