import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { KeyReference } from "../key";
import { physicalName } from "../private/physical-name";
import { addressesOfZone, networkAddresses, type ZoneAddresses } from "./address-plan";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { INTERNAL_LOAD_BALANCERS, OPEN_LOAD_BALANCERS, Subnets } from "./subnets";
import { zonesOf, type Zone } from "./zones";

/** A network that is there: of this stack, or of another one. */
export interface NetworkReference {
  readonly vpcId: string;
  readonly cidr: string;
  /** For load balancers that the internet reaches. */
  readonly publicSubnetIds: readonly string[];
  /** For what reaches the internet, and is not reached. */
  readonly privateSubnetIds: readonly string[];
  /** For data: neither reaches the internet nor is reached. */
  readonly isolatedSubnetIds: readonly string[];
}

/** How many ways there are from private subnets into the internet. */
export enum NatGateways {
  /** A third of the price; when its zone fails, no zone reaches the internet. */
  ONE = "one",
  ONE_PER_ZONE = "onePerZone",
}

export interface NetworkProps {
  /** Private addresses of the network, /16 to /22: with a /16 each zone has 8,187 for pods. Cannot be changed later. */
  readonly cidr: string;
  /** Names of 2 to 4 availability zones. A further one is added at the end, or it moves the others. @default - three of the region */
  readonly zones?: readonly string[];
  /** @default NatGateways.ONE_PER_ZONE */
  readonly natGateways?: NatGateways;
  /** Addresses that the network is, or will be, connected with: a VPN, an office, another region. @default - none */
  readonly connectedTo?: readonly string[];
  /** Days that flow logs are kept. @default 365 */
  readonly flowLogRetentionDays?: number;
  /** What encrypts the flow logs. That of another stack must let CloudWatch Logs use it. @default - a key of their own */
  readonly key?: KeyReference;
}

/** Names of the network's parts add to this. */
const MOST_NAME = 200;

/**
 * A network over several zones: public, private and isolated subnets, ways to services of AWS that do not leave it, and
 * flow logs. Nothing in it has a public address but its NAT gateways, and its default security group lets nothing through.
 *
 * @throws InvalidPlatform when AWS would refuse its addresses or zones, or routing could not work with them
 */
export class Network extends Construct implements NetworkReference {
  readonly vpcId: string;
  readonly cidr: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly isolatedSubnetIds: readonly string[];
  private readonly vpc: Vpc;
  private readonly zones: readonly (Zone & { readonly addresses: ZoneAddresses })[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const addresses = networkAddresses(this, props.cidr, props.connectedTo ?? []);
    this.zones = zonesOf(this, props.zones).map((zone, index) => ({
      ...zone,
      addresses: addressesOfZone(addresses, index),
    }));
    this.cidr = props.cidr;
    this.vpc = this.closedVpc();
    this.vpcId = this.vpc.id;
    const open = this.subnets("public", OPEN_LOAD_BALANCERS);
    const gateway = new InternetGateway(this, "internet", {
      vpcId: this.vpcId,
      tags: { Name: physicalName(this, MOST_NAME) },
    });
    this.publicSubnetIds = open.routed(gateway.id);
    const inner = this.subnets("private", INTERNAL_LOAD_BALANCERS);
    this.privateSubnetIds = inner.routedByZone(
      this.natGateways(open, gateway, props.natGateways ?? NatGateways.ONE_PER_ZONE),
    );
    this.isolatedSubnetIds = this.subnets("isolated").routed();
    const [vpcId, cidr] = [this.vpcId, this.cidr];
    new Endpoints(this, "endpoints", {
      ...{ vpcId, cidr, subnetIds: this.privateSubnetIds },
      // Not those of the isolated subnets: a way to S3 is a way out.
      routeTableIds: inner.routeTableIds,
    });
    new FlowLogs(this, "flow-logs", { vpcId, retentionDays: props.flowLogRetentionDays ?? 365, key: props.key });
  }

  private closedVpc(): Vpc {
    const tags = { Name: physicalName(this, MOST_NAME) };
    const vpc = new Vpc(this, "Resource", {
      cidrBlock: this.cidr,
      // Endpoints of services are found by the services' own names only with both.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags,
    });
    // AWS makes one that lets its members talk; without rules, whatever forgets to name a group is cut off.
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: vpc.id, tags: { Name: `${tags.Name}-closed` } });
    return vpc;
  }

  private subnets(id: "public" | "private" | "isolated", tags?: Readonly<Record<string, string>>): Subnets {
    const zones = this.zones.map((zone) => ({ zone, addresses: zone.addresses[id] }));
    return new Subnets(this, id, { vpc: this.vpc, zones, tags });
  }

  /** @returns which one a zone goes out by */
  private natGateways(open: Subnets, internet: InternetGateway, count: NatGateways): (letter: string) => string {
    const zones = count === NatGateways.ONE ? this.zones.slice(0, 1) : this.zones;
    const gateways = new Map(
      zones.map(({ letter }) => {
        const tags = { Name: `${physicalName(this, MOST_NAME)}-${letter}` };
        const address = new Eip(this, `address-${letter}`, { domain: "vpc", tags });
        const gateway = new NatGateway(this, `nat-${letter}`, {
          subnetId: open.idIn(letter),
          allocationId: address.id,
          tags,
          dependsOn: [internet],
        });
        return [letter, gateway.id];
      }),
    );
    const first = gateways.get(this.zones[0]!.letter)!;
    return (letter) => gateways.get(letter) ?? first;
  }
}
