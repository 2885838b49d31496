import { containerEvidence } from "../../evidence/docker";
import { hardeningLine, jobHardening, serviceHardening } from "../../evidence/hardening";
import { inspected } from "./inspected";

type Changes = Parameters<typeof inspected>[0];
const evidence = (changes: Changes = {}) =>
  containerEvidence(inspected(changes), { seccomp: "default", noNewPrivileges: false });
const labelled = (kind: string, changes: object = {}) => ({ Config: { Labels: { "bulwark.kind": kind }, ...changes } });
const broken = (changes: Changes) =>
  serviceHardening([evidence(changes)]).flatMap(({ promise, holds }) => (holds === 0 ? [promise] : []));

describe("hardening", () => {
  it("is complete on a hardened container", () => {
    expect(serviceHardening([evidence()])).toHaveLength(10);
    expect(broken({})).toEqual([]);
  });

  it.each<[string, Changes]>([
    ["non-root", { Config: { User: "0:0" } }],
    ["non-root", { Config: { User: "1000:0" } }],
    ["non-root", { Config: { User: "postgres" } }],
    ["read-only root", { HostConfig: { ReadonlyRootfs: false } }],
    ["read-only root", { HostConfig: { ReadonlyRootfs: undefined } }],
    ["no capabilities", { HostConfig: { CapDrop: ["NET_RAW"] } }],
    ["no capabilities", { HostConfig: { CapAdd: ["CHOWN"] } }],
    ["no-new-privileges", { HostConfig: { SecurityOpt: null } }],
    ["seccomp", { HostConfig: { SecurityOpt: ["no-new-privileges", "seccomp=unconfined"] } }],
    ["memory = memory+swap", { HostConfig: { Memory: 0, MemorySwap: 0 } }],
    ["memory = memory+swap", { HostConfig: { MemorySwap: 134_217_728 } }],
    ["memory = memory+swap", { HostConfig: { Memory: undefined, MemorySwap: undefined } }],
    ["CPU limits", { HostConfig: { NanoCpus: 0 } }],
    ["process limits", { HostConfig: { PidsLimit: null } }],
    ["healthchecks", { Config: { Healthcheck: undefined } }],
    ["bounded logs", { HostConfig: { LogConfig: { Type: "json-file", Config: {} } } }],
  ])("misses '%s', and nothing else, in %j", (promise, changes) => {
    expect(broken(changes)).toEqual([promise]);
  });

  it("breaks two promises at once when a container is privileged", () => {
    expect(broken({ HostConfig: { Privileged: true } })).toEqual(["no capabilities", "seccomp"]);
  });

  it("asks jobs for everything but a healthcheck, and configuration for nothing", () => {
    const job = evidence(labelled("job", { Healthcheck: undefined }));
    const config = evidence({ ...labelled("config", { User: "" }), State: { Status: "created" } });
    expect(jobHardening([job, config]).map(({ holds, of }) => `${holds}/${of}`)).toEqual(Array(9).fill("1/1"));
    expect(serviceHardening([job, config])[0]).toEqual({ promise: "non-root", holds: 0, of: 0 });
  });
});

describe("the line for people", () => {
  const ALL = "non-root, # read-only root, # no capabilities, # no-new-privileges, # seccomp, # memory = memory+swap, ";
  const REST = "# CPU limits, # process limits, # bounded logs";

  it("counts containers, addresses and jobs", () => {
    const quiet = evidence({ NetworkSettings: { Ports: {} } });
    const job = evidence({ ...labelled("job"), NetworkSettings: { Ports: {} } });
    const expected = `2 containers: # ${ALL}${REST}, # healthchecks; 1 published on 127.0.0.1; `.replaceAll("#", "2");
    expect(hardeningLine([evidence(), quiet, job])).toBe(`${expected}1 job: ${`# ${ALL}${REST}`.replaceAll("#", "1")}`);
  });

  it("shows at once what is missing and what is open to everybody", () => {
    const Ports = {
      "80/tcp": [
        { HostIp: "0.0.0.0", HostPort: "80" },
        { HostIp: "::", HostPort: "80" },
      ],
    };
    const line = hardeningLine([evidence(), evidence({ Config: { User: "" }, NetworkSettings: { Ports } })]);
    expect(line).toMatch(/^2 containers: 1 of 2 non-root, 2 read-only root/);
    expect(line).toMatch(/; 1 published on 127\.0\.0\.1, 2 published on every interface$/);
  });

  it("says so when nothing is published", () => {
    expect(hardeningLine([])).toMatch(/^0 containers: .*; none published$/);
  });
});
