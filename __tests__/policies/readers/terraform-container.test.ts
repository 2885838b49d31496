import { UNSAYABLE, byDefault, declared, inPart, unknown } from "../../../policies/facts/fact";
import { containerIn } from "../../support/policies/terraform-json";

const IMAGE_DECIDES = unknown("image-decides");
const EXPRESSION = unknown("expression");

describe("of a container that says nothing", () => {
  const facts = containerIn({ name: "web" });

  it("the provider's and the engine's defaults hold", () => {
    expect(facts).toMatchObject({
      id: "docker_container.web",
      lifetime: "service",
      privileged: byDefault(false),
      noNewPrivileges: byDefault(false),
      seccomp: byDefault("default"),
      kernelPathsHidden: byDefault(true),
      memoryBytes: byDefault("unlimited"),
      restart: byDefault({ policy: "no", retries: undefined }),
      stopGraceSeconds: byDefault(0),
      stopNeedSeconds: byDefault(10),
      networks: byDefault([{ network: "bridge", aliases: [] }]),
      logLimit: byDefault(false),
      stateful: declared(false),
      ignoredChanges: byDefault([]),
    });
  });

  it("the image decides the user, the check and the command", () => {
    expect([facts.user, facts.health, facts.command]).toEqual([IMAGE_DECIDES, IMAGE_DECIDES, IMAGE_DECIDES]);
  });

  it("the provider has no word for a process limit, nor for a second check", () => {
    expect([facts.processes, facts.liveness]).toEqual([UNSAYABLE, UNSAYABLE]);
    expect(containerIn({ cgroup_parent: "shop.slice" }).processes).toEqual(declared("slice"));
  });
});

describe("values are read by meaning", () => {
  it.each([
    ["memoryBytes", { memory: "256" }, declared(268435456)],
    ["memoryBytes", { memory: 0 }, declared("unlimited")],
    ["memoryAndSwapBytes", { memory: 256 }, byDefault(536870912)],
    ["memoryAndSwapBytes", { memory: 256, memory_swap: -1 }, declared("unlimited")],
    ["cpus", { cpus: "1.5" }, declared(1.5)],
    ["cpus", { cpu_quota: 50000, cpu_period: 200000 }, declared(0.25)],
    ["privileged", { privileged: "true" }, declared(true)],
    ["privileged", { privileged: null }, byDefault(false)],
    ["noNewPrivileges", { security_opts: ["no-new-privileges=true"] }, declared(true)],
    ["seccomp", { privileged: true }, declared("unconfined")],
    ["seccomp", { privileged: true, security_opts: ["seccomp=builtin"] }, declared("default")],
    ["noNewPrivileges", { privileged: true, security_opts: ["no-new-privileges"] }, declared(true)],
    ["logLimit", { log_opts: { "max-size": "-1" } }, declared(false)],
    ["logLimit", { log_driver: "json-file", log_opts: { "max-size": "10m" } }, declared(true)],
    ["logLimit", { log_driver: "journald" }, declared(true)],
    ["restart", { restart: "on-failure", max_retry_count: 5 }, declared({ policy: "on-failure", retries: 5 })],
    ["stopGraceSeconds", { destroy_grace_seconds: 30 }, declared(30)],
    ["groups", { group_add: ["docker", 10] }, declared(["docker", "10"])],
    ["devices", { devices: { host_path: "/dev//sda" }, gpus: "all" }, declared(["/dev/sda", "gpus all"])],
    ["runtime", { runtime: "runsc" }, declared("runsc")],
    ["hostNamespaces", { pid_mode: "host", ipc_mode: "private" }, declared(new Set(["pid"]))],
    ["sharedNamespaces", { network_mode: "container:db" }, declared([{ namespace: "network", of: "db" }])],
    ["networks", { network_mode: "none" }, declared([])],
    ["exposures", { ports: { internal: 80 } }, declared([{ address: "0.0.0.0", hostPort: undefined, port: 80 }])],
    ["ignoredChanges", { lifecycle: { ignore_changes: ["env", "labels[0]"] } }, declared(["environment", "labels"])],
  ] as const)("%s of %j", (name, container, fact) => {
    expect(containerIn(container)[name]).toEqual(fact);
  });

  it("a block may be there once, as an object, or more often, as a list", () => {
    const mount = { type: "bind", source: "/srv//shop/", target: "/shop", read_only: true };
    const read = declared([{ kind: "bind", source: "/srv/shop", target: "/shop", readOnly: true }]);
    expect(containerIn({ mounts: mount }).mounts).toEqual(read);
    expect(containerIn({ mounts: [mount] }).mounts).toEqual(read);
  });

  it("a host name is one more name on each network", () => {
    const { networks } = containerIn({ hostname: "db", networks_advanced: [{ name: "back", aliases: ["postgres"] }] });
    expect(networks).toEqual(declared([{ network: "back", aliases: ["postgres", "db"] }]));
  });

  it("mounts keep their options, and volumes say what is behind them", () => {
    const volume = {
      docker_volume: { etc: { name: "etc", driver_opts: { type: "none", o: "bind", device: "/etc" } } },
    };
    const { mounts } = containerIn(
      {
        mounts: [
          { type: "bind", source: "/srv", target: "/srv", bind_options: { propagation: "rshared" } },
          { type: "tmpfs", target: "/tmp", tmpfs_options: [{ size_bytes: 1024 }] },
        ],
        volumes: { volume_name: "${docker_volume.etc.name}", container_path: "/host" },
        tmpfs: { "/run": "exec" },
      },
      { resource: volume },
    );
    expect(mounts).toMatchObject({
      value: [
        { kind: "bind", source: "/srv", propagation: "rshared" },
        { kind: "tmpfs", target: "/tmp", tmpfs: { sizeBytes: 1024, allowed: [] } },
        { kind: "bind", source: "/etc", target: "/host" },
        { kind: "tmpfs", target: "/run", tmpfs: { sizeBytes: undefined, allowed: ["exec"] } },
      ],
    });
  });

  it("a health check of any other word than the two is none, and one without a test is the image's", () => {
    expect(containerIn({ healthcheck: { test: ["NONE"] } }).health).toMatchObject({ value: { form: "none" } });
    expect(containerIn({ healthcheck: { interval: "5s" } }).health).toEqual(IMAGE_DECIDES);
    expect(containerIn({ healthcheck: { test: ["CMD", "a"], interval: "1m30s" } }).health).toMatchObject({
      value: { form: "exec", command: ["a"], intervalSeconds: 90 },
    });
  });

  it("data that its image is known to keep make it stateful", () => {
    const mounts = [{ type: "volume", source: "data", target: "/var/lib/postgresql/data" }];
    expect(containerIn({ image: "postgres:17", mounts }).stateful).toEqual(declared(true));
    expect(containerIn({ image: "shop/own:1", mounts }).stateful).toEqual(IMAGE_DECIDES);
  });
});

describe("what the file itself settles", () => {
  const other = {
    variable: { port: { default: 8080 }, secret: {} },
    locals: { name: "shop", full: "${local.name}-back", loop: "${local.loop}", open: "${upper(local.name)}" },
    resource: {
      docker_image: { web: { name: "nginx:1.27.3" }, built: { name: "shop", build: { context: "." } } },
      docker_network: { back: { name: "${local.full}" }, many: { name: "many", count: 2 } },
    },
  };
  const imageOf = (image: string) => containerIn({ image }, other).image;
  const networkOf = (name: string) => containerIn({ networks_advanced: { name } }, other).networks;

  it.each(["image_id", "name", "repo_digest", "latest"])("an image is known by its name behind %s", (attribute) => {
    expect(imageOf(`\${docker_image.web.${attribute}}`)).toMatchObject({ value: { text: "nginx:1.27.3" } });
  });

  it.each([
    "${docker_image.built.image_id}",
    "${docker_image.none.name}",
    "${data.docker_image.x.id}",
    "%{ if true }a",
  ])("an image stays unknown behind %s", (image) => {
    expect(imageOf(image)).toEqual(EXPRESSION);
  });

  it("names, locals and variables with a default are put in", () => {
    expect(networkOf("${docker_network.back.id}")).toEqual(declared([{ network: "shop-back", aliases: [] }]));
    expect(containerIn({ ports: { internal: "${var.port}" } }, other).exposures).toMatchObject({
      value: [{ port: 8080 }],
    });
  });

  it.each(["${docker_network.many.name}", "${local.loop}", "${local.open}", "${var.secret}", "${each.value}"])(
    "%s leaves open on which network it is",
    (name) => {
      expect(networkOf(name)).toEqual(inPart([], "expression"));
    },
  );

  it("what is escaped is what it says", () => {
    expect(containerIn({ command: ["$${HOME}", "%%{x}"] }).command).toEqual(declared(["${HOME}", "%{x}"]));
  });

  it("some of a list may be told, and the rest not", () => {
    expect(containerIn({ env: ["A=1", "B=${var.secret}"] }, other).environment).toEqual(
      inPart(new Map([["A", "1"]]), "expression"),
    );
    expect(containerIn({ security_opts: ["${var.secret}"] }, other).seccomp).toEqual(EXPRESSION);
    const dynamic = { ports: { for_each: "${var.secret}", content: {} } };
    expect(containerIn({ dynamic }).exposures).toEqual(inPart([], "expression"));
    expect(containerIn({ publish_all_ports: true }).exposures).toEqual(inPart([], "image-decides"));
  });
});
