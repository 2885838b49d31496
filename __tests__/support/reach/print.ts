import { HOST, OUTSIDE, type ReachMatrix } from "./matrix";

/** One line for each container: whom it reaches on which ports, the host's ports, whether it gets out. */
export function printReach(matrix: ReachMatrix): string {
  const rows = [["from", "reaches", "on the host", "outward"], ...matrix.nodes.map((from) => rowOf(matrix, from))];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function rowOf(matrix: ReachMatrix, from: string): string[] {
  const peers = matrix.nodes.map((to) => [to, openPorts(matrix, from, to)] as const);
  const reached = peers.filter(([, ports]) => ports.length > 0).map(([to, ports]) => `${to}:${ports.join(",")}`);
  return [from, reached.join(" ") || "-", openPorts(matrix, from, HOST).join(",") || "-", outward(matrix, from)];
}

function outward(matrix: ReachMatrix, from: string): string {
  const tried = matrix.connections.some((connection) => connection.to === OUTSIDE);
  const route = matrix.routed.includes(from) ? "default route" : "no route";
  if (!tried) return route;
  return openPorts(matrix, from, OUTSIDE).length > 0 ? `${route}, answered` : `${route}, no answer`;
}

function openPorts({ connections }: ReachMatrix, from: string, to: string): readonly number[] {
  const open = connections.filter((c) => c.from === from && c.to === to && c.outcome === "open");
  return [...new Set(open.map(({ port }) => port))].sort((a, b) => a - b);
}
