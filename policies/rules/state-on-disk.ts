import { cannotTell, judge, NOT_APPLICABLE } from "../evaluate";
import { subjectsOf, type Platform } from "../facts/subject";
import type { Rule } from "../rule";

/** Providers that reach nothing, or only what is here. */
const WITHOUT_REACH = /^(data\.)?(null|random|time|tls|local|archive|terraform|template|docker)(_|$)/;

/** What is on this machine alone is lost with it in any case, and nobody else would look for it. */
function reachOf(platform: Platform): "this machine" | "others" | "unknown" {
  const types = [...platform.notExamined.keys(), ...subjectsOf(platform, "release").map(() => "helm_release")];
  const providers = subjectsOf(platform, "provider");
  const isStrange = [...types, ...providers.map(({ type }) => type)].some((type) => !WITHOUT_REACH.test(type));
  const engines = providers.filter(({ type }) => type === "docker").map(({ connection }) => connection);
  if (isStrange || engines.length === 0) return "others";
  const isElsewhere = engines.some(
    (engine) => engine.state === "known" && engine.value.transport !== "unix" && engine.value.transport !== "npipe",
  );
  if (isElsewhere) return "others";
  return engines.some(({ state }) => state !== "known") ? "unknown" : "this machine";
}

export const stateOnDisk: Rule<"stack"> = {
  id: "BWK-state-on-disk",
  title: "keeps its state where the next person finds it",
  severity: "medium",
  why: "A state on one disk is lost with it, cannot be locked against a second person, and what it says of the platform is on nobody else's machine.",
  fix: "Configure a backend that others reach, such as s3 with encrypt and use_lockfile.",
  bad: `{ "provider": { "aws": { "region": "eu-west-1" } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/backend/local",
    "https://developer.hashicorp.com/terraform/language/state/remote",
  ],
  on: "stack",
  needs: ["backend"],
  check: ({ backend }, platform) =>
    judge(backend, "where its state is kept", ({ type, place }) => {
      if (type !== "none" && type !== "local") return undefined;
      const reach = reachOf(platform);
      if (reach === "this machine") return NOT_APPLICABLE;
      if (reach === "unknown")
        return cannotTell("whether its state may lie on this machine cannot be told: its engine is an expression");
      return type === "none"
        ? "keeps its state in the working folder: no backend"
        : `keeps its state on one disk (${place})`;
    }),
};
