import { isIP } from "node:net";
import { z } from "zod";
import type { Exposure } from "../../facts/container";
import { byDefault, type Fact } from "../../facts/fact";
import { boundAddress } from "../../facts/place";
import type { Entry } from "./entry";
import { listOf, partly, text, written } from "./shapes";

type Range = readonly [first: number, last: number];

interface Published {
  readonly address: string;
  readonly host: Range | undefined;
  readonly container: Range;
}

/** What neither form can say: a container's range on a host's range of another length. */
const EXPECTED = "a port such as 127.0.0.1:8080:80";

const short = written((value) => {
  const parts = value.replace(/\/\w+$/, "").split(":");
  return published(parts.slice(0, -2).join(":"), parts.at(-2) ?? "", parts.at(-1)!);
}, EXPECTED);

const long = z
  .object({ target: text, published: text.optional(), host_ip: text.optional() })
  .transform((said, context): Published => {
    const found = published(said.host_ip ?? "", said.published ?? "", said.target);
    if (found) return found;
    context.addIssue({ code: "custom", message: `expected ${EXPECTED}, in its long form` });
    return z.NEVER;
  });

const PORTS = z.object({ ports: listOf(z.union([short, long])) });

/** `expose` opens nothing. https://docs.docker.com/reference/compose-file/services/#ports */
export const exposuresOf = (service: Entry): Fact<readonly Exposure[]> =>
  service.fact(
    PORTS,
    ({ ports }) => {
      service.spend(ports.known.reduce((sum, { container: [first, last] }) => sum + last - first, 0));
      return partly(ports.known.flatMap(exposures), ports.isWhole);
    },
    byDefault([]),
  );

function published(ip: string, host: string, container: string): Published | undefined {
  const address = ip.replace(/^\[(.*)\]$/, "$1");
  const [from, to] = [rangeOf(host), rangeOf(container)];
  if ((address !== "" && isIP(address) === 0) || !to || (host !== "" && !from)) return undefined;
  if (from && lengthOf(to) > 0 && lengthOf(from) !== lengthOf(to)) return undefined;
  // All addresses, by whatever spelling; without one the engine takes all of them, too.
  // https://docs.docker.com/engine/network/port-publishing/
  return { address: boundAddress(address), host: from, container: to };
}

function rangeOf(value: string): Range | undefined {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(value) ?? [];
  const range = [Number(first), Number(last)] as const;
  return range[0] <= range[1] && range[1] <= 65_535 ? range : undefined;
}

const lengthOf = ([first, last]: Range): number => last - first;

function exposures({ address, host, container }: Published): readonly Exposure[] {
  // A free port of the host's range, or any.
  const isFree = !host || host[0] === 0 || lengthOf(host) !== lengthOf(container);
  return Array.from({ length: lengthOf(container) + 1 }, (_, index) => ({
    address,
    hostPort: isFree ? undefined : host[0] + index,
    port: container[0] + index,
  }));
}
