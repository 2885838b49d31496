import fc from "fast-check";
import { OFFERED } from "../../config/aws";
import { addressFindings } from "../../config/checks/aws-addresses";
import { Cache, Database, KUBERNETES_VERSIONS, Network, Stream } from "../../constructs/aws";
import { EVICTIONS, VALKEY_VERSIONS } from "../../constructs/aws/cache";
import { POSTGRES_VERSIONS } from "../../constructs/aws/database";
import { KAFKA_VERSIONS } from "../../constructs/aws/stream";
import { ALL_OF_AWS, environmentIn } from "../support/aws/aws-environment";
import { awsStack } from "../support/aws/aws-stack";
import { KEY, NETWORK } from "../support/aws/data-network";

const { aws } = environmentIn(ALL_OF_AWS).settings;

describe("settings of AWS", () => {
  it("offer what the constructs do", () => {
    expect(OFFERED).toEqual({
      kubernetes: KUBERNETES_VERSIONS,
      postgres: POSTGRES_VERSIONS,
      valkey: VALKEY_VERSIONS,
      kafka: KAFKA_VERSIONS,
      evictions: EVICTIONS,
    });
  });

  const place = { network: NETWORK, key: KEY };
  const { users } = aws!.cache!;

  it("have the defaults of the constructs", () => {
    const said = awsStack((stack) => {
      new Database(stack, "database", { ...aws!.database, ...place });
      new Cache(stack, "cache", { ...aws!.cache!, ...place });
      new Stream(stack, "stream", { ...aws!.stream, ...place });
    });
    const unsaid = awsStack((stack) => {
      new Database(stack, "database", place);
      new Cache(stack, "cache", { ...place, users });
      new Stream(stack, "stream", place);
    });
    expect(said).toEqual(unsaid);
  });

  it("refuse the addresses that the network refuses, and no others", () => {
    const byte = fc.constantFrom(0, 1, 10, 16, 20, 31, 64, 100, 128, 168, 172, 192, 255);
    const block = fc
      .tuple(byte, byte, byte, fc.constantFrom(0, 64), fc.integer({ min: 8, max: 26 }))
      .map(([a, b, c, d, bits]) => `${a}.${b}.${c}.${d}/${bits}`);
    const isRefused = (cidr: string, connectedTo: readonly string[]) => {
      try {
        awsStack((stack) => new Network(stack, "network", { cidr, connectedTo }));
        return false;
      } catch {
        return true;
      }
    };
    fc.assert(
      fc.property(block, fc.array(block, { maxLength: 2 }), (cidr, connectedTo) => {
        const findings = addressFindings({ cidr, connectedTo, natGateways: "one" });
        expect(findings.length > 0).toBe(isRefused(cidr, connectedTo));
      }),
      {
        numRuns: 100,
        examples: [
          ["10.0.0.0/16", []],
          ["10.0.0.0/16", ["10.0.0.0/8"]],
          ["10.0.0.0/16", ["10.1.0.0/16"]],
        ],
      },
    );
  });
});
