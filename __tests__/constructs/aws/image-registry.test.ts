import { ImageRegistry, type ImageRegistryProps } from "../../../constructs/aws";
import { awsStack, theOnly } from "../../support/aws/aws-stack";

const KEY = { arn: "arn:aws:kms:eu-west-1:123456789012:key/images" };

const registry = (props: Partial<ImageRegistryProps> = {}) =>
  awsStack((stack) => new ImageRegistry(stack, "images", { repositories: ["shop/api"], key: KEY, ...props }));

describe("a registry of images", () => {
  it("lets a tag be written once, scans what comes, and encrypts it with a key", () => {
    expect(theOnly(registry(), "aws_ecr_repository")).toMatchObject({
      name: "shop/api",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "KMS", kms_key: KEY.arn }],
    });
  });

  it("forgets images without a tag after a week, and keeps a hundred", () => {
    const { rules } = JSON.parse(theOnly(registry(), "aws_ecr_lifecycle_policy")["policy"] as string) as {
      readonly rules: readonly { readonly selection: object }[];
    };
    expect(rules.map(({ selection }) => selection)).toEqual([
      { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 100 },
    ]);
  });

  it("copies images into other regions only where that is asked for", () => {
    expect(registry().resource).not.toHaveProperty("aws_ecr_replication_configuration");
    const copied = theOnly(registry({ replicateTo: ["eu-central-1"] }), "aws_ecr_replication_configuration");
    expect(copied).toMatchObject({
      replication_configuration: { rule: [{ destination: [{ region: "eu-central-1" }] }] },
    });
  });

  it.each([
    [{ repositories: [] }, "[shop/images] has no repository\nName at least one, such as shop/api."],
    [
      { repositories: ["Shop"] },
      "[shop/images] a repository cannot be named 'Shop'\nUse 2 to 256 lower-case letters and digits, with single . _ - / between them, such as shop/api.",
    ],
    [{ repositories: ["a1", "a1"] }, "[shop/images] has the repository 'a1' twice\nName each once."],
    [{ keptImages: 9 }, "[shop/images] keptImages must be 10 to 1000, got: 9"],
    [{ untaggedDays: 0 }, "[shop/images] untaggedDays must be 1 to 365, got: 0"],
  ])("is refused with %j", (wrong, message) => {
    expect(() => registry(wrong)).toThrow(message);
  });
});
