import { Duration, type HealthCheck, type Spec } from "../../../../../constructs/core";
import { synthesizedForKubernetes } from "../../../../support/constructs/both-targets";
import { FakeComponent } from "../../../../support/constructs/fake-component";

const probesOf = (health: HealthCheck, Kind: typeof FakeComponent = FakeComponent, more: Partial<Spec> = {}) => {
  const { workloads } = synthesizedForKubernetes((scope) => new Kind(scope, "api", { health, ...more }));
  const { startup, readiness, liveness } = workloads["api"]!.server;
  return { startup, readiness, liveness };
};

const ASK = ["wget", "http://127.0.0.1/ready"];

describe("the probes of a server", () => {
  it("ask what the component says, as often as Docker would", () => {
    const health = { command: ASK, interval: Duration.seconds(7), timeout: Duration.seconds(4), retries: 5 };
    expect(probesOf(health).readiness).toEqual({ exec: ASK, periodSeconds: 7, timeoutSeconds: 4, failureThreshold: 5 });
  });

  it("ask every 5 seconds for 3 seconds and three times unless it says otherwise", () => {
    expect(probesOf({ command: ASK }).readiness).toEqual({
      exec: ASK,
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
    });
  });

  it.each([
    [1, 3],
    [30, 3],
    [121, 5],
  ])("give a start of %i seconds its time, and after it as many failures as count (%i)", (start, retries) => {
    const { startup } = probesOf({ command: ASK, startPeriod: Duration.seconds(start), retries });
    expect(startup.exec).toEqual(ASK);
    expect(startup.periodSeconds * startup.failureThreshold).toBeGreaterThanOrEqual(
      start + retries * startup.periodSeconds,
    );
    expect(startup.periodSeconds * startup.failureThreshold).toBeLessThan(
      start + (retries + 1) * startup.periodSeconds,
    );
  });

  it("never ask more than once a second, whatever fractions it says", () => {
    const health = { command: ASK, interval: Duration.milliseconds(200), timeout: Duration.milliseconds(1500) };
    expect(probesOf(health).readiness).toMatchObject({ periodSeconds: 1, timeoutSeconds: 2 });
  });

  it("restart it when its own check of life fails, or else when its port takes no connections", () => {
    const alive = ["wget", "http://127.0.0.1/alive"];
    const times = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 };
    expect(probesOf({ command: ASK, liveness: alive }).liveness).toEqual({ exec: alive, ...times });
    expect(probesOf({ command: ASK }).liveness).toEqual({ tcpPort: 80, ...times });
  });
});
