import type { Construct } from "constructs";
import { External } from "../../../../../constructs/components/external";
import { ManagedPostgres } from "../../../../../constructs/components/postgres";
import {
  Duration,
  JobPhase,
  JobReach,
  Late,
  Schedule,
  type Component,
  type Job,
  type ScheduledJob,
} from "../../../../../constructs/core";
import { synthesizedForKubernetes } from "../../../../support/constructs/both-targets";
import { FakeComponent } from "../../../../support/constructs/fake-component";

const job = (more: Partial<Job>): Job => ({
  name: "migrate",
  phase: JobPhase.ROLL,
  command: ["true"],
  files: [],
  ...more,
});
const scheduled = (more: Partial<ScheduledJob>): ScheduledJob => ({
  name: "report",
  command: ["true"],
  files: [],
  schedule: Schedule.hourly(0),
  deadline: Duration.minutes(1),
  ...more,
});

/** `api` uses `store`; what it has beside that, a test says. */
function shop(
  wanted: ConstructorParameters<typeof FakeComponent>[2],
  more: (scope: Construct) => readonly Component[] = () => [],
) {
  const { workloads } = synthesizedForKubernetes((scope) => {
    const store = new FakeComponent(scope, "store");
    new FakeComponent(scope, "api", wanted, [store, ...more(scope)]);
  });
  const { api, store } = workloads;
  return {
    server: api!.network,
    hook: api!.hooks[0]?.network,
    schedule: api!.schedules[0]?.network,
    store: store!.network,
  };
}

const STORE = { name: "store", part: "server", ports: [80] };
const API = { name: "api", part: "server", ports: [80] };
const NEVER = ["169.254.0.0/16"];

describe("a server", () => {
  it("reaches those it uses, who let it in, and nobody else", () => {
    const { server, store } = shop({});
    expect(server).toEqual({ to: [STORE], outside: [], from: [] });
    expect(store).toEqual({ to: [], outside: [], from: [API] });
  });

  it("is open to everybody on what it publishes, with the reason of its exception", () => {
    const exceptions = [{ protection: "egress", detail: "edge network", reason: "is the way in" }] as const;
    const { server } = shop({ publishes: [{ hostPort: 443, port: 8443 }], exceptions });
    expect(server.open).toEqual({ ports: [8443], reason: "is the way in" });
  });

  it("that reaches out reaches everything but what is local to a link, with the reason of its exception", () => {
    class Reaching extends FakeComponent {
      override get reachesOut() {
        return true;
      }
    }
    const exceptions = [{ protection: "egress", detail: "mail", reason: "sends mail" }] as const;
    const { workloads } = synthesizedForKubernetes((scope) => new Reaching(scope, "mailer", { exceptions }));
    expect(workloads["mailer"]!.network.outside).toEqual([
      { cidr: "0.0.0.0/0", except: NEVER, ports: [], reason: "sends mail" },
    ]);
  });

  it("says the namespace of whom it uses elsewhere, and is let in from its own", () => {
    class Agent extends FakeComponent {
      override get onEveryHost() {
        return true;
      }
    }
    const { workloads } = synthesizedForKubernetes((scope) => {
      new FakeComponent(scope, "watcher", {}, [new Agent(scope, "agent")]);
    });
    expect(workloads["watcher"]!.network.to).toEqual([
      { name: "agent", namespace: "test-agents", part: "server", ports: [80] },
    ]);
    expect(workloads["agent"]!.network.from).toEqual([
      { name: "watcher", namespace: "test", part: "server", ports: [80] },
    ]);
  });
});

describe("a job", () => {
  it.each([JobReach.NONE, undefined])("reaches nobody when it says so (%s), and nobody lets it in", (reach) => {
    const { hook, server, store } = shop({ jobs: [job(reach === undefined ? {} : { reach })] });
    expect(hook).toEqual({ to: [], outside: [] });
    expect(server.from).toEqual([]);
    expect(store.from).toEqual([API]);
  });

  it("reaches its own server, which lets it in", () => {
    const { hook, server, store } = shop({ jobs: [job({ reach: JobReach.OWN })] });
    expect(hook).toEqual({ to: [API], outside: [] });
    expect(server.from).toEqual([{ ...API, part: "migrate" }]);
    expect(store.from).toEqual([API]);
  });

  it("reaches whom its server uses, who let it in, and not its server", () => {
    const { hook, server, store } = shop({ jobs: [job({ reach: JobReach.PEERS })] });
    expect(hook).toEqual({ to: [STORE], outside: [] });
    expect(server.from).toEqual([]);
    expect(store.from).toEqual([API, { ...API, part: "migrate" }]);
  });

  it("reaches out with the reason of its component's exception, and nobody of the platform", () => {
    const exceptions = [{ protection: "egress", detail: "copies", reason: "sends copies away" }] as const;
    const { schedule, server, store } = shop({ scheduled: [scheduled({ reach: JobReach.OUTSIDE })], exceptions });
    expect(schedule).toEqual({
      to: [],
      outside: [{ cidr: "0.0.0.0/0", except: NEVER, ports: [], reason: "sends copies away" }],
      from: [],
    });
    expect([server.outside, server.from, store.from]).toEqual([[], [], [API]]);
  });

  it("with an alias is found by its server on every port, and finds it", () => {
    const exceptions = [{ protection: "egress", detail: "authority", reason: "asks for a certificate" }] as const;
    const renewal = scheduled({ reach: JobReach.OUTSIDE, alias: "renewal" });
    const { schedule, server } = shop({ scheduled: [renewal], exceptions });
    expect(schedule!.from).toEqual([{ ...API, ports: [] }]);
    expect(schedule!.to).toEqual([API]);
    expect(server.to).toEqual([STORE, { name: "api", part: "report", ports: [] }]);
    expect(server.from).toEqual([{ ...API, part: "report" }]);
  });

  it("inside the pod of its server speaks as the server", () => {
    const { server } = shop({ jobs: [job({ phase: JobPhase.AFTER, reach: JobReach.OWN })] });
    expect(server.to).toEqual([STORE, API]);
    expect(server.from).toEqual([API]);
  });

  it("that only restores is in nobody's policy", () => {
    const restoring = job({ phase: JobPhase.RESTORE, reach: JobReach.PEERS });
    expect(shop({ jobs: [restoring] })).toEqual(shop({}));
  });

  it("is called in a policy as its pods are labelled", () => {
    const { server } = shop({ jobs: [job({ name: "dump.all", reach: JobReach.OWN })] });
    expect(server.from).toEqual([{ ...API, part: "dump-all" }]);
  });
});

describe("what lies outside of the platform", () => {
  const used = (make: (scope: Construct) => Component) =>
    shop({ jobs: [job({ reach: JobReach.PEERS })] }, (scope) => [make(scope)]);
  const reason = "api uses 'model', which lies outside of the platform";

  it("is that address alone, where it is one", () => {
    const { server, hook } = used((scope) => new External(scope, "model", { url: "http://192.0.2.7:11434" }));
    expect(server.outside).toEqual([{ cidr: "192.0.2.7/32", except: [], ports: [11434], reason }]);
    expect(hook!.outside).toEqual(server.outside);
  });

  it("is anywhere on that port, where it is a name, but for what is local to a link", () => {
    const { server } = used((scope) => new External(scope, "model", { url: "https://models.example.com" }));
    expect(server.outside).toEqual([{ cidr: "0.0.0.0/0", except: NEVER, ports: [443], reason }]);
  });

  it("is anywhere on that port, where its host is only known later", () => {
    const { server } = used((scope) => new ManagedPostgres(scope, "model", { host: Late.of("${later}"), port: 5433 }));
    expect(server.outside).toEqual([{ cidr: "0.0.0.0/0", except: NEVER, ports: [5433], reason }]);
  });
});
