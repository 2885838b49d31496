export { Guard, type GuardProps } from "./guard";
export { Firewall, type FirewallProps } from "./firewall";
