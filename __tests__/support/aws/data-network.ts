import { Token } from "cdktf";

/** A network that another stack made. */
export const NETWORK = {
  vpcId: "vpc-0a",
  cidr: "10.0.0.0/16",
  isolatedSubnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  privateSubnetIds: ["subnet-1a", "subnet-1b", "subnet-1c"],
};

export const KEY = { arn: "arn:aws:kms:eu-west-1:123456789012:key/0a" };

/** Subnets that are known only while Terraform runs. */
export const LATER = Token.asList({ resolve: () => "${var.subnets}", creationStack: [] });

/** All resources of a type, whatever their names are. */
export const allOf = (
  json: { readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> },
  type: string,
): readonly Readonly<Record<string, unknown>>[] => Object.values(json.resource?.[type] ?? {});
