/** Where in a network something of a data layer is put: of this stack, or of another one. */
export interface Placement {
  readonly vpcId: string;
  /** What is reached inside of the network, such as its endpoints. */
  readonly cidr: string;
  /** No way in or out but inside of the network; one for each zone. */
  readonly isolatedSubnetIds: readonly string[];
  /** A way out, and none in; one for each zone. */
  readonly privateSubnetIds: readonly string[];
}
