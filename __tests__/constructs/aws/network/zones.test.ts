import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Network, type NetworkProps } from "../../../../constructs/aws";
import { awsStack, type AwsStackJson } from "../../../support/aws/aws-stack";

/** A network in a region of the provider's, or in one that its surroundings say. */
function networkIn(region: string | undefined, zones?: readonly string[]): AwsStackJson {
  const stack = new TerraformStack(new App({ stackTraces: false }), "shop");
  new AwsProvider(stack, "aws", { region });
  new Network(stack, "network", { cidr: "10.20.0.0/16", zones });
  return JSON.parse(Testing.synth(stack)) as AwsStackJson;
}

const zonesOf = (json: AwsStackJson): string[] =>
  [...new Set(Object.values(json.resource!["aws_subnet"]!).map((one) => String(one["availability_zone"])))].sort();

describe("zones of a network", () => {
  it("are those that the region offers", () => {
    expect(zonesOf(networkIn("ap-northeast-1"))).toEqual(["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]);
    expect(zonesOf(networkIn("us-west-1", ["us-west-1a", "us-west-1c"]))).toEqual(["us-west-1a", "us-west-1c"]);
  });

  it("follow the region of the provider where it is only known there", () => {
    expect(zonesOf(networkIn(undefined))[0]).toMatch(/^\${data\.aws_region\..*\.id}a$/);
  });

  it("may come from another stack", () => {
    const json = awsStack((stack) => {
      const zones = ["a", "b"].map((letter) => new TerraformVariable(stack, `zone-${letter}`, {}).stringValue);
      new Network(stack, "network", { cidr: "10.20.0.0/16", zones });
    });
    expect(zonesOf(json)).toEqual(["${var.zone-a}", "${var.zone-b}"]);
  });
});

describe("a network is refused", () => {
  it.each<[string, Partial<NetworkProps>, string]>([
    [
      "in one zone",
      { zones: ["eu-west-1a"] },
      "[shop/network] zones must be 2 to 4, got: 1\nPass three: with one nothing survives its failure, and EKS and RDS want two at least.",
    ],
    [
      "in more zones than there is room for",
      { zones: ["a", "b", "c", "d", "e"].map((letter) => `eu-west-1${letter}`) },
      "[shop/network] zones must be 2 to 4, got: 5\nPass three: with one nothing survives its failure, and EKS and RDS want two at least.",
    ],
    [
      "in a zone of another region",
      { zones: ["eu-west-1a", "us-east-1b"] },
      "[shop/network] zones must be availability zones of eu-west-1, got: us-east-1b\nPass, for example, eu-west-1a.",
    ],
    [
      "in a zone that is no availability zone",
      { zones: ["eu-west-1a", "eu-west-1-lon-1a"] },
      "[shop/network] zones must be availability zones of eu-west-1, got: eu-west-1-lon-1a\nPass, for example, eu-west-1a.",
    ],
    [
      "in a zone twice",
      { zones: ["eu-west-1a", "eu-west-1b", "eu-west-1a"] },
      "[shop/network] zones must be different, got 'eu-west-1a' twice\nPass each zone once.",
    ],
  ])("%s", (_what, wrong, message) => {
    expect(() => awsStack((stack) => new Network(stack, "network", { cidr: "10.20.0.0/16", ...wrong }))).toThrow(
      message,
    );
  });

  it("in a region whose zones differ from account to account", () => {
    const unknown = () => networkIn("us-west-1");
    expect(unknown).toThrow(
      "[shop/network] zones must be given in us-west-1, which offers different ones to different accounts\nPass what 'aws ec2 describe-availability-zones --region us-west-1' lists.",
    );
  });
});
