export { LogGroup, type LogGroupProps } from "./log-group";
export { NatGateways, Network, type NetworkProps, type NetworkReference } from "./network";
