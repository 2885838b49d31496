import type { ContainerFacts, Health } from "../../../policies/facts/container";
import { byDefault, declared, inPart, unknown } from "../../../policies/facts/fact";
import { parseImage } from "../../../policies/facts/image-reference";
import { casesOf } from "../../support/policies/cases";
import { container } from "../../support/policies/container";

const health = (form: Health["form"], ...command: readonly string[]) => ({
  health: declared({ form, command, intervalSeconds: 5, timeoutSeconds: 3 }),
});
const timed = (intervalSeconds?: number, timeoutSeconds?: number) => ({
  health: declared({ form: "exec" as const, command: ["pg_isready"], intervalSeconds, timeoutSeconds }),
});
const image = (text: string) => ({ image: declared(parseImage(text)) });
const DIGEST = `@sha256:${"a".repeat(64)}`;
const restart = (policy: "no" | "on-failure" | "unless-stopped" | "always", retries?: number) => ({
  restart: declared({ policy, retries }),
});
const volume = (target: string, source = "data") => ({
  mounts: declared([{ kind: "volume" as const, source, target, readOnly: false }]),
});
const LEFT_TO_IMAGE = { health: unknown("image-decides"), command: unknown("image-decides") };
const CHECK_OF_NOBODY: readonly Partial<ContainerFacts>[] = [
  { ...health("shell", "true"), lifetime: "task" },
  health("none"),
  { health: LEFT_TO_IMAGE.health },
];

/** What a container runs, and how. */
export const runningCases = casesOf("container", container, {
  "BWK-health": {
    breaks: [[health("none"), "has no health check"]],
    keeps: [health("exec", "truth", "--check"), health("shell", "true"), health("tcp", "80")],
    notApplicable: [
      { ...health("none"), lifetime: "task" },
      { ...health("none"), lifetime: "inert" },
    ],
    cannotTell: [[{ health: LEFT_TO_IMAGE.health }, "its health check cannot be told: the image decides"]],
  },
  "BWK-health-form": {
    breaks: [[health("shell", "wget -q http://127.0.0.1/"), "has a check in shell form"]],
    keeps: [health("exec", "truth"), health("http", "80", "/"), health("exec", "/bin/sh", "/config/health.sh")],
    notApplicable: CHECK_OF_NOBODY,
  },
  "BWK-health-meaning": {
    breaks: [
      [health("exec", "/bin/true"), "has a check that is always well"],
      [health("shell", "pg_isready || exit 0"), "has a check that is always well"],
      [health("shell", "curl http://x"), "has a check that is well with any answer: curl without --fail"],
    ],
    keeps: [health("exec", "truth", "--check"), health("http", "80", "/true"), health("shell", "curl -f http://x")],
    notApplicable: CHECK_OF_NOBODY,
  },
  "BWK-health-timing": {
    breaks: [
      [timed(5, 5), "has a check that may take 5 s, every 5 s"],
      [timed(5, 30), "has a check that may take 30 s, every 5 s"],
      [timed(undefined, 3), "has a check without interval"],
      [timed(), "has a check without interval and timeout"],
    ],
    keeps: [timed(10, 1), timed(0.5, 0.1), timed(1, 3)],
    notApplicable: CHECK_OF_NOBODY,
  },
  "BWK-restart": {
    breaks: [
      [restart("no"), "stays down when it ends"],
      [{ restart: byDefault({ policy: "no", retries: undefined }) }, "stays down when it ends, by default"],
    ],
    keeps: [restart("always"), restart("unless-stopped"), restart("on-failure", 5)],
    notApplicable: [{ ...restart("no"), lifetime: "task" }],
  },
  "BWK-stop-grace": {
    breaks: [
      [{ stopGraceSeconds: byDefault(0) }, "is killed at once when it has to end, by default"],
      [{ stopGraceSeconds: declared(10), stopNeedSeconds: declared(90) }, "gets 10 s to end, and needs 90"],
    ],
    keeps: [{ stopGraceSeconds: declared(90), stopNeedSeconds: declared(90) }],
    notApplicable: [{ stopGraceSeconds: declared(0), lifetime: "task" }],
  },
  "BWK-image-version": {
    breaks: ["redis", "registry:5000/redis", "redis:latest", "nginx:stable-alpine", "api:main"].map(
      (text) => [image(text), `runs '${text}', whatever that is on the day`] as const,
    ),
    keeps: [
      image("redis:7.4.1"),
      image(`redis${DIGEST}`),
      image(`redis:latest${DIGEST}`),
      image("debian:stable-20250101"),
      image("redis@sha256:0123"),
    ],
  },
  "BWK-image-digest": {
    breaks: [
      ...["redis:7.4.1", "redis", "api:20250101"].map(
        (text) => [image(text), `runs '${text}' without a digest`] as const,
      ),
      [image("redis:7@sha256:0123"), "runs 'redis:7@sha256:0123', whose digest is none"],
    ],
    keeps: [image(`redis:7.4.1${DIGEST}`), image(DIGEST.slice(1))],
    cannotTell: [
      [
        image("shop/api:1-63f6217994cd"),
        "'shop/api:1-63f6217994cd' is named after what is in it, which only a digest would prove",
      ],
    ],
  },
  "BWK-registry": {
    breaks: [
      [image("192.0.2.7:5000/api:1"), "runs '192.0.2.7:5000/api:1', from a registry that nothing proves"],
      [
        image("registry.example.com:80/api:1"),
        "runs 'registry.example.com:80/api:1', from a registry that nothing proves",
      ],
      [
        { ...image("redis:7"), registries: ["ghcr.io", "registry.example.com/shop"] },
        "runs 'redis:7', from a registry that is not allowed",
      ],
      [
        { ...image("registry.example.com/shops/api:1"), registries: ["registry.example.com/shop"] },
        "runs 'registry.example.com/shops/api:1', from a registry that is not allowed",
      ],
    ],
    keeps: [
      image("redis:7"),
      image("localhost:5000/api:1"),
      image("127.0.0.1:5000/api:1"),
      { ...image("registry.example.com/shop/api:1"), registries: ["registry.example.com/shop/"] },
      { ...image("redis:7"), registries: ["docker.io/library"] },
    ],
    notApplicable: [image(DIGEST.slice(1))],
  },
  "BWK-data-volume": {
    breaks: [
      [
        { ...image("postgres:17"), mounts: declared([]) },
        "loses what it keeps in /var/lib/postgresql/data when it is replaced",
      ],
      [{ ...image("redis:8"), ...volume("/data", "") }, "loses what it keeps in /data when it is replaced"],
      [{ ...image("redis:8"), ...volume("/var/data") }, "loses what it keeps in /data when it is replaced"],
      [
        { ...image("mysql:9"), mounts: declared([]), command: LEFT_TO_IMAGE.command },
        "loses what it keeps in /var/lib/mysql when it is replaced",
      ],
    ],
    keeps: [
      { ...image("postgres:17"), ...volume("/var/lib/postgresql/data") },
      { ...image("postgres:17"), mounts: declared([]), command: declared(["/bin/sh", "/config/dump.sh"]) },
      image("api:1"),
    ],
    notApplicable: [{ ...image("postgres:17"), mounts: declared([]), lifetime: "task" }],
  },
  "BWK-anonymous-volumes": {
    breaks: [
      [volume("/data", ""), "has volumes without a name: /data"],
      [
        { mounts: inPart([{ kind: "volume", source: "", target: "/a", readOnly: false }], "expression") },
        "has volumes without a name: /a",
      ],
    ],
    keeps: [volume("/data"), { mounts: declared([{ kind: "tmpfs", source: "", target: "/tmp", readOnly: false }]) }],
  },
});
