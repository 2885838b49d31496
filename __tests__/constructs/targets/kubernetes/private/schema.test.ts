import { requireValid } from "../../../../../constructs/targets/kubernetes/private/schema";
import { ROLLING } from "../../../../support/charts/examples";

const weaker = (change: object) => () => {
  requireValid("workload", "api", { ...ROLLING, ...change });
};

describe("values of a release", () => {
  it("that the chart takes are taken", () => {
    expect(weaker({})).not.toThrow();
  });

  it("with a key that the chart does not know are refused before Terraform runs, with the key", () => {
    const server = { ...ROLLING.server, privileged: true };
    expect(weaker({ server, hostNetwork: true })).toThrow(
      `the values of release 'api' do not fit chart 'workload':
  - / must NOT have additional properties: 'hostNetwork'
  - /server must NOT have additional properties: 'privileged'
The chart's values.schema.json says what it takes; a weakened protection needs its reason.`,
    );
  });

  it("that weaken a protection without a reason are refused", () => {
    const outside = [{ cidr: "0.0.0.0/0", except: [], ports: [443] }];
    expect(weaker({ network: { ...ROLLING.network, outside } })).toThrow(
      "/network/outside/0 must have required property 'reason'",
    );
  });

  it("that run as root are refused", () => {
    expect(weaker({ user: { uid: 0, gid: 0 } })).toThrow("/user/uid must be >= 1");
  });
});
