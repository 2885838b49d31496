import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const volumeProtection: Rule<"volume"> = {
  id: "BWK-volume-protection",
  title: "cannot be destroyed by a plan, when it keeps data",
  severity: "high",
  why: "A new name, label or driver option replaces a volume: the old one is deleted with all that is in it.",
  fix: "Set prevent_destroy, or mount the volume by its name and leave it out of Terraform, as Bulwark does.",
  bad: `{
  "resource": {
    "docker_volume": { "db": { "name": "db" } },
    "docker_container": { "db": { "image": "postgres:17", "volumes": [{ "volume_name": "db", "container_path": "/var/lib/postgresql/data" }] } }
  }
}`,
  good: `{
  "resource": {
    "docker_volume": { "db": { "name": "db", "lifecycle": { "prevent_destroy": true } } },
    "docker_container": { "db": { "image": "postgres:17", "volumes": [{ "volume_name": "db", "container_path": "/var/lib/postgresql/data" }] } }
  }
}`,
  references: [
    "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy",
    "https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/volume",
  ],
  on: "volume",
  needs: ["stateful", "preventDestroy"],
  check: ({ stateful, preventDestroy }) =>
    judge(stateful, "whether it keeps data", (keeps) =>
      keeps
        ? judge(preventDestroy, "whether it is protected", (is) =>
            is ? undefined : "keeps data, and any plan may destroy it",
          )
        : NOT_APPLICABLE,
    ),
};
