import { judge } from "../evaluate";
import { subjectsOf } from "../facts/subject";
import type { Rule } from "../rule";

export const stateShared: Rule<"stack"> = {
  id: "BWK-state-shared",
  title: "has a state of its own",
  severity: "critical",
  why: "Whoever of two stacks runs last destroys what the other one made: its resources are in the state and not in the configuration.",
  fix: "Give each stack a key of its own.",
  bad: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "encrypt": true, "use_lockfile": true } } } }
{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "encrypt": true, "use_lockfile": true } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "encrypt": true, "use_lockfile": true } } } }
{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/network.tfstate", "encrypt": true, "use_lockfile": true } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/state/purpose",
    "https://developer.hashicorp.com/terraform/language/backend/s3",
  ],
  on: "stack",
  needs: ["backend"],
  check: ({ backend, id, at }, _platform, everything) =>
    judge(backend, "where its state is kept", ({ place }) => {
      const others = everything
        .flatMap((platform) => subjectsOf(platform, "stack"))
        .filter((other) => other.id !== id || other.at.file !== at.file)
        .filter((other) => other.backend.state === "known" && other.backend.value.place === place);
      return others.length > 0
        ? `has the state of ${others
            .map((other) => other.id)
            .sort()
            .join(", ")} (${place})`
        : undefined;
    }),
};
