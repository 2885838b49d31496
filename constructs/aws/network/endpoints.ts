import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { Account } from "../account";
import { policyOf, type Statement } from "../policy";
import { physicalName } from "../private/physical-name";

export interface EndpointsProps {
  readonly vpcId: string;
  readonly cidr: string;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
}

const SERVICES = ["ecr.api", "ecr.dkr", "sts", "logs", "secretsmanager"];

/**
 * The ways to services of AWS that do not leave the network, and that nobody's credentials but this account's pass: what
 * is stolen in the network cannot be carried into an account of the thief.
 */
export class Endpoints extends Construct {
  private readonly account: Account;

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    this.account = Account.of(this);
    const { vpcId, routeTableIds } = props;
    new VpcEndpoint(this, "s3", {
      vpcId,
      serviceName: this.serviceOf("s3"),
      vpcEndpointType: "Gateway",
      routeTableIds: [...routeTableIds],
      policy: policyOf([this.ownPrincipals(), this.layersOfImages()]),
      tags: { Name: physicalName(this, 255) },
    });
    const securityGroup = this.openTo(vpcId, props.cidr);
    for (const service of SERVICES) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        vpcId,
        serviceName: this.serviceOf(service),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [...props.subnetIds],
        securityGroupIds: [securityGroup],
        policy: policyOf([this.ownPrincipals(), ...(service === "sts" ? [this.webIdentities()] : [])]),
        tags: { Name: `${physicalName(this, 200)}-${service}` },
      });
    }
  }

  private serviceOf(service: string): string {
    return `com.amazonaws.${this.account.region}.${service}`;
  }

  /** Has no way out: an endpoint answers, and asks nobody. */
  private openTo(vpcId: string, cidr: string): string {
    const name = physicalName(this, 255);
    const group = new SecurityGroup(this, "security-group", {
      name,
      description: "Endpoints of services of AWS, open to their network",
      vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: group.id,
      description: "HTTPS from the network",
      cidrIpv4: cidr,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    return group.id;
  }

  private ownPrincipals(): Statement {
    return {
      Sid: "PrincipalsOfThisAccount",
      Effect: "Allow",
      Principal: "*",
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": this.account.id } },
    };
  }

  /** Who shows a token of Kubernetes or of an identity provider has no account yet. */
  private webIdentities(): Statement {
    return {
      Sid: "WebIdentitiesForRolesOfThisAccount",
      Effect: "Allow",
      Principal: "*",
      Action: "sts:AssumeRoleWithWebIdentity",
      Resource: `arn:${this.account.partition}:iam::${this.account.id}:role/*`,
    };
  }

  /** ECR hands out links into a bucket of its own. https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html */
  private layersOfImages(): Statement {
    const { partition, region } = this.account;
    return {
      Sid: "LayersOfImages",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`,
    };
  }
}
