/** One protection taken out of the source. */
export interface Mutation {
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Also to be caught on a running container, by what the kernel or the engine's own tables say. @default false */
  readonly running?: boolean;
}

const ATTRIBUTES = "constructs/targets/docker/private/container-attributes.ts";
const MAKER = "constructs/targets/docker/private/container-maker.ts";
const FAILED_ROLLS = "operations/terraform/failed-rolls.ts";
const RUNNER = "constructs/targets/docker/private/job-runner.ts";
const RENDER = "constructs/targets/docker/private/render.ts";
const PROXY = "constructs/components/haproxy/configuration.ts";
const POSTGRES = "constructs/components/postgres/configuration.ts";
const REDIS = "constructs/components/redis.ts";
const REDIS_SCRIPTS = "constructs/components/redis/scripts.ts";

export const MUTATIONS: readonly Mutation[] = [
  { name: "root as the user", file: ATTRIBUTES, from: "user: spec.image.user", to: 'user: "0:0"', running: true },
  {
    name: "a writable root",
    file: ATTRIBUTES,
    from: "readOnly: true,\n    capabilities",
    to: "readOnly: false,\n    capabilities",
    running: true,
  },
  { name: "the engine's capabilities", file: ATTRIBUTES, from: 'drop: ["ALL"]', to: "drop: []", running: true },
  {
    name: "new privileges",
    file: ATTRIBUTES,
    from: '"no-new-privileges:true"',
    to: '"no-new-privileges:false"',
    running: true,
  },
  {
    name: "no seccomp filter",
    file: ATTRIBUTES,
    from: '"no-new-privileges:true"',
    to: '"no-new-privileges:true", "seccomp=unconfined"',
    running: true,
  },
  {
    name: "swap on top of memory",
    file: ATTRIBUTES,
    from: "memorySwap: memory.toMebibytes()",
    to: "memorySwap: memory.toMebibytes() * 2",
    running: true,
  },
  {
    name: "twice the memory",
    file: ATTRIBUTES,
    from: "memory: memory.toMebibytes(),\n    memorySwap: memory.toMebibytes()",
    to: "memory: memory.toMebibytes() * 2,\n    memorySwap: memory.toMebibytes() * 2",
    running: true,
  },
  {
    name: "twice the CPU",
    file: ATTRIBUTES,
    from: "cpus: Number.isInteger(cpus) ? `${cpus}.0` : `${cpus}`",
    to: "cpus: `${cpus * 2}`",
    running: true,
  },
  {
    name: "core dumps",
    file: ATTRIBUTES,
    from: '{ name: "core", soft: 0, hard: 0 }',
    to: '{ name: "core", soft: 1024, hard: 1024 }',
    running: true,
  },
  { name: "more open files", file: ATTRIBUTES, from: "openFiles = 16_384", to: "openFiles = 18_000", running: true },
  {
    name: "the namespace for memory of the host",
    file: ATTRIBUTES,
    from: 'ipcMode: "private"',
    to: 'ipcMode: "shareable"',
  },
  { name: "unbounded logs", file: ATTRIBUTES, from: '"max-size": "10m", ', to: "" },
  {
    name: "a health check in a shell",
    file: ATTRIBUTES,
    from: '["CMD", ...health.command]',
    to: '["CMD-SHELL", health.command.join(" ")]',
  },
  {
    name: "SIGKILL at once",
    file: ATTRIBUTES,
    from: "destroyGraceSeconds: Math.ceil(spec.stopGrace.toSeconds()),",
    to: "",
  },
  { name: "ports on every address", file: ATTRIBUTES, from: "ip: around.host.publishOn", to: 'ip: "0.0.0.0"' },
  {
    name: "configuration that can be written",
    file: ATTRIBUTES,
    from: 'target: "/config", readOnly: true',
    to: 'target: "/config", readOnly: false',
  },
  { name: "the engine's default network", file: ATTRIBUTES, from: 'return { networkMode: "none" }', to: "return {}" },
  {
    name: "networks that reach out",
    file: "constructs/targets/docker/private/network-plan.ts",
    from: "internal: !this.reaching.has(name)",
    to: "internal: false",
  },
  {
    name: "a database that is created first",
    file: RENDER,
    from: "const createFirst = spec.lifecycle === Lifecycle.ROLLING",
    to: "const createFirst = true",
  },
  { name: "jobs that may fail", file: RUNNER, from: "self.exit_code == 0", to: "self.exit_code >= 0" },
  { name: "templates in strings", file: "constructs/core/literal.ts", from: '"$1$1{"', to: '"$1{"' },
  {
    name: "edits that do not land",
    file: "constructs/targets/docker/private/generation.ts",
    from: '"memorySwap"]',
    to: '"memorySwap", "healthcheck", "mounts"]',
  },
  {
    name: "a superuser over the network",
    file: POSTGRES,
    from: "host    all       postgres         all       reject",
    to: "host    all       postgres         all       scram-sha-256",
  },
  {
    name: "trust in the socket",
    file: POSTGRES,
    from: "local   all       all                        reject",
    to: "local   all       all                        trust",
  },
  {
    name: "a default Redis user",
    file: REDIS_SCRIPTS,
    from: "user default off resetpass -@all",
    to: "user default on nopass +@all",
  },
  { name: "dangerous Redis commands", file: REDIS_SCRIPTS, from: " -@dangerous -@admin", to: "" },
  {
    name: "routes without a token",
    file: PROXY,
    from: "!{ http_auth_bearer -m str -f /run/secrets/way-in-token }",
    to: "{ always_false }",
  },
  { name: "old TLS", file: PROXY, from: "ssl-min-ver TLSv1.2", to: "ssl-min-ver TLSv1.0" },
  { name: "slow clients", file: PROXY, from: "timeout http-request 5s", to: "timeout http-request 1h" },
  {
    name: "a roll that waits for nothing",
    file: ATTRIBUTES,
    from: "wait: true, waitTimeout: verdictSeconds(spec)",
    to: "",
  },
  {
    name: "the old one gone before the new one",
    file: MAKER,
    from: "lifecycle: { createBeforeDestroy: true }",
    to: "",
  },
  {
    name: "one name for all generations",
    file: MAKER,
    from: "how.createFirst ? `${base}-${generation}` : base",
    to: "base",
  },
  {
    name: "an init that cannot be edited",
    file: "constructs/targets/docker/private/generation.ts",
    from: '"memorySwap"]',
    to: '"memorySwap", "init", "tmpfs"]',
  },
  {
    name: "requests kept for a server that is gone",
    file: PROXY,
    from: "option redispatch 1",
    to: "no option redispatch",
  },
  { name: "requests sent twice", file: PROXY, from: "disable-l7-retry unless", to: "disable-l7-retry if" },
  { name: "no room for a second generation", file: PROXY, from: "${replicas * 2}", to: "${replicas}" },
  { name: "a draining server that is asked on", file: PROXY, from: "fall 2 rise 1", to: "fall 30 rise 1" },
  { name: "a store that is not saved", file: REDIS, from: 'appendonly ${store ? "yes" : "no"}', to: "appendonly no" },
  { name: "pages without checksums", file: "constructs/components/postgres.ts", from: "--data-checksums ", to: "" },
  { name: "a failed roll that stays", file: FAILED_ROLLS, from: 'current.status !== "tainted"', to: "true" },
  { name: "a failed name that stays taken", file: FAILED_ROLLS, from: "isFirst && keepFirst", to: "isFirst" },
  {
    name: "two runs at once",
    file: "operations/installation/lock.ts",
    from: "return await lock(file, { ...TIMES, realpath: false });",
    to: "return () => Promise.resolve();",
  },
  {
    name: "a layer that does not wait for its migration",
    file: RENDER,
    from: "const prepared = [...before, ...this.renderRollJobs(component, spec, jobsOf(JobPhase.ROLL))];",
    to: "this.renderRollJobs(component, spec, jobsOf(JobPhase.ROLL));\n    const prepared = before;",
  },
  {
    name: "migrations that run once for ever",
    file: RENDER,
    from: "BULWARK_RELEASE: release",
    to: 'BULWARK_RELEASE: ""',
  },
  { name: "jobs without an end", file: RUNNER, from: "if (!job.deadline) return job;", to: "if (job) return job;" },
  {
    name: "two generations of a scheduled job at once",
    file: RUNNER,
    from: "lifecycle: Lifecycle.EXCLUSIVE",
    to: "lifecycle: Lifecycle.ROLLING",
  },
  {
    name: "layers that own their tables",
    file: "constructs/components/postgres/roles.ts",
    from: "GRANT USAGE, CREATE ON SCHEMA ${quoted(role)} TO ${quoted(owner)};",
    to: "GRANT USAGE, CREATE ON SCHEMA ${quoted(role)} TO ${quoted(role)};",
  },
];
