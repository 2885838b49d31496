import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { physicalName } from "../private/physical-name";
import type { Cidr } from "./cidr";
import type { Zone } from "./zones";

/** Where the load balancers of Kubernetes go. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
export const OPEN_LOAD_BALANCERS = { "kubernetes.io/role/elb": "1" };
export const INTERNAL_LOAD_BALANCERS = { "kubernetes.io/role/internal-elb": "1" };

export interface SubnetsProps {
  readonly vpc: Vpc;
  readonly zones: readonly { readonly zone: Zone; readonly addresses: Cidr }[];
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A subnet in each zone, all with the same ways out: none, until one is given. */
export class Subnets extends Construct {
  private readonly subnets: readonly { readonly letter: string; readonly id: string }[];
  private readonly vpcId: string;
  private readonly tables: RouteTable[] = [];

  constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    const { vpc, zones, tags = {} } = props;
    this.vpcId = vpc.id;
    this.subnets = zones.map(({ zone: { name, letter }, addresses }) => ({
      letter,
      id: new Subnet(this, letter, {
        vpcId: vpc.id,
        availabilityZone: name,
        cidrBlock: addresses.toString(),
        mapPublicIpOnLaunch: false,
        tags: { ...tags, Name: `${physicalName(this, 250)}-${letter}` },
      }).id,
    }));
  }

  get routeTableIds(): readonly string[] {
    return this.tables.map(({ id }) => id);
  }

  idIn(letter: string): string {
    return this.subnets.find((one) => one.letter === letter)!.id;
  }

  /** One table for all zones. @returns the subnets, which are there once their routes are */
  routed(gatewayId?: string): readonly string[] {
    const table = this.table("routes", gatewayId === undefined ? undefined : { gatewayId });
    return this.subnets.map(({ letter, id }) => this.associated(letter, id, table));
  }

  /** A table for each zone. @returns the subnets, which are there once their routes are */
  routedByZone(natGatewayIdIn: (letter: string) => string): readonly string[] {
    return this.subnets.map(({ letter, id }) =>
      this.associated(letter, id, this.table(`routes-${letter}`, { natGatewayId: natGatewayIdIn(letter) })),
    );
  }

  private table(id: string, out: { gatewayId: string } | { natGatewayId: string } | undefined) {
    const name = `${physicalName(this, 240)}-${id}`;
    const table = new RouteTable(this, id, { vpcId: this.vpcId, tags: { Name: name } });
    this.tables.push(table);
    if (!out) return { table, route: [] };
    const route = new Route(this, `${id}-out`, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...out });
    return { table, route: [route] };
  }

  /** Its id is that of the association, so that what is put into a subnet waits for the subnet's way out. */
  private associated(letter: string, subnetId: string, to: RoutedTable): string {
    return new RouteTableAssociation(this, `routes-of-${letter}`, {
      subnetId,
      routeTableId: to.table.id,
      dependsOn: [...to.route],
    }).subnetId;
  }
}

interface RoutedTable {
  readonly table: RouteTable;
  readonly route: readonly ITerraformDependable[];
}
