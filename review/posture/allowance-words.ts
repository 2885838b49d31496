import type { PolicyPeer, PolicyPort } from "../../policies/facts/kubernetes";

/** Each namespace has it. */
const NAMESPACE = "namespace kubernetes.io/metadata.name=";

/** `pods with app=web in namespace shop`. */
export function peerInWords(peer: PolicyPeer): string {
  if (peer.kind === "everybody") return "everybody";
  if (peer.kind === "addresses") {
    const but = peer.except.length > 0 ? ` but ${peer.except.join(", ")}` : "";
    return `${peer.cidr}${but}`;
  }
  const of = (prefix: string) =>
    peer.labels.filter((label) => label.startsWith(prefix)).map((label) => label.slice(prefix.length));
  const [pods, names] = [of("pod "), of(NAMESPACE)];
  const others = of("namespace ").filter((label) => !label.startsWith(NAMESPACE.slice("namespace ".length)));
  const who = pods.length > 0 ? `pods with ${pods.join(", ")}` : "every pod";
  const where = [
    ...names.map((name) => `in namespace ${name}`),
    ...others.map((label) => `in namespaces with ${label}`),
  ];
  return [who, ...(where.length > 0 ? where : ["in every namespace"])].join(" ");
}

/** `at TCP 5432, UDP 53-54`. */
export function portsInWords(ports: readonly PolicyPort[]): string {
  if (ports.length === 0) return "at every port";
  const words = ports.map((port) => {
    if ("name" in port) return `${port.protocol} ${port.name}`;
    const { protocol, first, last } = port;
    if (first === 1 && last === 65_535) return `every port of ${protocol}`;
    return first === last ? `${protocol} ${first}` : `${protocol} ${first}-${last}`;
  });
  return `at ${words.join(", ")}`;
}
