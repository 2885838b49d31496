import { byDefault, declared, UNSAYABLE } from "../../../policies/facts/fact";
import { subjectsOf } from "../../../policies/facts/subject";
import { containerIn, deployment, factsIn, manifestPlatform } from "../../support/policies/manifests";

const secure = (securityContext: object, ofPod?: object) => [{ securityContext }, { securityContext: ofPod }] as const;

describe("the groups of a container", () => {
  it.each([
    ["those of its pod", secure({}, { supplementalGroups: [5, 0, 5] }), declared(["5", "0"])],
    ["the one of its volumes", secure({}, { fsGroup: 0 }), declared(["0"])],
    ["not its own", secure({}, { runAsGroup: 70, fsGroup: 70 }), declared([])],
    ["another's own", secure({ runAsGroup: 71 }, { runAsGroup: 70, fsGroup: 70 }), declared(["70"])],
  ])("are %s", (_name, [container, pod], expected) => {
    expect(containerIn(container, pod).groups).toEqual(expected);
  });
});

describe("what confines a container", () => {
  const profile = (type: string) => ({ appArmorProfile: { type } });

  it.each([
    ["the runtime's", secure(profile("RuntimeDefault")), declared("default")],
    ["its pod's", secure({}, profile("Localhost")), declared("profile")],
    ["its own before its pod's", secure(profile("Unconfined"), profile("Localhost")), declared("unconfined")],
  ])("is an AppArmor profile: %s", (_name, [container, pod], expected) => {
    expect(containerIn(container, pod).appArmor).toEqual(expected);
  });

  it.each([
    ["runtime/default", "default"],
    ["localhost/shop", "profile"],
    ["unconfined", "unconfined"],
  ])("is an AppArmor profile by an annotation: %s", (profile, expected) => {
    const annotations = { "container.apparmor.security.beta.kubernetes.io/api": profile };
    expect(factsIn("container", deployment({}, { annotations })).appArmor).toEqual(declared(expected));
  });

  it.each([
    ["a level alone", secure({ seLinuxOptions: { level: "s0:c1" } }), "default"],
    ["a type of containers", secure({}, { seLinuxOptions: { type: "container_kvm_t" } }), "default"],
    ["another type", secure({ seLinuxOptions: { type: "spc_t" } }), "unconfined"],
    ["a role", secure({}, { seLinuxOptions: { role: "sysadm_r" } }), "unconfined"],
    ["its own before its pod's", secure({ seLinuxOptions: {} }, { seLinuxOptions: { user: "u" } }), "default"],
  ])("is, or is not, SELinux with %s", (_name, [container, pod], expected) => {
    expect(containerIn(container, pod).seLinux).toEqual(declared(expected));
  });

  it.each([
    ["Default", true],
    ["Unmasked", false],
  ])("hides the kernel's paths with procMount %s: %s", (procMount, expected) => {
    expect(containerIn({ securityContext: { procMount } }).kernelPathsHidden).toEqual(declared(expected));
  });

  it("is nothing for a process of a Windows node", () => {
    const windowsOptions = { hostProcess: true };
    const own = containerIn(...secure({ windowsOptions, privileged: false })).privileged;
    expect([own, containerIn(...secure({}, { windowsOptions })).privileged]).toEqual([declared(true), declared(true)]);
  });

  it("has no word on Windows", () => {
    const { capabilities, seccomp, rootReadOnly, user } = containerIn({}, { os: { name: "windows" } });
    expect([capabilities, seccomp, rootReadOnly]).toEqual([UNSAYABLE, UNSAYABLE, UNSAYABLE]);
    expect(user.state).toBe("unknown");
  });
});

describe("when a container starts and ends", () => {
  const restart = (policy: string) => ({ policy, retries: undefined });

  it.each([
    ["Always", {}, ["on-failure", "always", "always"]],
    ["OnFailure", { restartPolicy: "OnFailure" }, ["on-failure", "always", "on-failure"]],
    ["Never", { restartPolicy: "Never" }, ["no", "always", "no"]],
  ])("is said by its pod: %s, but for a sidecar", (_name, pod, expected) => {
    const initContainers = [{ name: "a" }, { name: "b", restartPolicy: "Always" }];
    const platform = manifestPlatform(deployment({}, { pod: { initContainers, ...pod } }));
    const facts = subjectsOf(platform, "container").map((one) => one.restart);
    expect(facts.map((fact) => fact.state === "known" && fact.value)).toEqual(expected.map(restart));
  });

  it.each([
    ["a hook that waits", { preStop: { sleep: { seconds: 5 } } }, declared(5)],
    ["a command that waits", { preStop: { exec: { command: ["/bin/sh", "-c", "sleep 15"] } } }, declared(15)],
    ["another command", { preStop: { exec: { command: ["nginx", "-s", "quit"] } } }, UNSAYABLE],
  ])("needs the time of %s", (_name, lifecycle, expected) => {
    expect(containerIn({ lifecycle }).stopNeedSeconds).toEqual(expected);
  });

  it("has the time that its pod gives it", () => {
    const grace = (seconds: number) => containerIn({}, { terminationGracePeriodSeconds: seconds }).stopGraceSeconds;
    expect([grace(60), grace(0), grace(-5)]).toEqual([declared(60), declared(0), declared(1)]);
  });
});

describe("what else a pod says of its containers", () => {
  it("are devices, by what is asked of the node", () => {
    const limits = { cpu: "1", memory: "1Gi", "ephemeral-storage": "1Gi", "hugepages-2Mi": "4Mi", "nvidia.com/gpu": 2 };
    const { devices } = containerIn({ resources: { limits, claims: [{ name: "card" }] } });
    expect(devices).toEqual(declared(["nvidia.com/gpu=2", "claim card"]));
  });

  it("are a runtime and switches of the kernel", () => {
    const sysctls = [{ name: "net.ipv4.tcp_syncookies", value: "1" }];
    const facts = containerIn({}, { runtimeClassName: "gvisor", securityContext: { sysctls } });
    expect([facts.runtime, facts.sysctls]).toEqual([
      declared("gvisor"),
      declared(new Map([["net.ipv4.tcp_syncookies", "1"]])),
    ]);
  });

  it("are labels and annotations of the pod, not of the Deployment", () => {
    const parts = { labels: { app: "api" }, annotations: { note: "x" }, metadata: { labels: { other: "y" } } };
    expect(factsIn("container", deployment({}, parts)).labels).toEqual(
      declared(
        new Map([
          ["note", "x"],
          ["app", "api"],
        ]),
      ),
    );
  });

  it("are mounts that are passed on", () => {
    const mounts = ["Bidirectional", "HostToContainer", "None"].map((mountPropagation) => ({
      ...{ name: "a", mountPath: "/a", mountPropagation },
    }));
    const facts = containerIn({ volumeMounts: mounts }, { volumes: [{ name: "a", hostPath: { path: "/srv" } }] });
    const passed = facts.mounts.state === "known" ? facts.mounts.value.map(({ propagation }) => propagation) : [];
    expect(passed).toEqual(["rshared", "rslave", undefined]);
  });

  const claimed = { volumes: [{ name: "a", persistentVolumeClaim: { claimName: "a" } }] };
  const own = { volumeClaimTemplates: [{ metadata: { name: "a" } }] };
  const mount = (more: object = {}) => ({ volumeMounts: [{ name: "a", mountPath: "/a", ...more }] });

  it.each([
    ["a claim", mount(), { pod: claimed }, declared(true)],
    ["a claim of each pod", mount(), { spec: own, kind: "StatefulSet" }, declared(true)],
    ["not a claim that it only reads", mount({ readOnly: true }), { pod: claimed }, byDefault(false)],
    ["not a folder of the pod's", mount(), { pod: { volumes: [{ name: "a", emptyDir: {} }] } }, byDefault(false)],
    ["not a claim that it does not mount", {}, { spec: own, kind: "StatefulSet" }, byDefault(false)],
  ])("is whether it keeps data: %s", (_name, container, parts, expected) => {
    expect(factsIn("container", deployment(container, parts)).stateful).toEqual(expected);
  });
});
