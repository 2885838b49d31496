import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Change } from "../facts/docker";
import type { Rule } from "../rule";

const LOSES: Partial<Readonly<Record<Change, string>>> = {
  replace: "keeps data, and this plan replaces it",
  delete: "keeps data, and this plan deletes it",
};

export const volumeChange: Rule<"volume"> = {
  id: "BWK-volume-change",
  title: "stays as it is, when it keeps data",
  severity: "critical",
  why: "A volume that is replaced is empty afterwards; no apply brings back what was in it.",
  fix: "Take the change of its name, labels or driver options back; copy the data first where it has to be.",
  bad: `{
  "format_version": "1.2",
  "terraform_version": "1.9.8",
  "planned_values": { "root_module": { "resources": [
    { "address": "docker_container.db", "mode": "managed", "type": "docker_container", "name": "db", "values": { "image": "postgres:17", "volumes": [{ "volume_name": "db", "container_path": "/var/lib/postgresql/data" }] } },
    { "address": "docker_volume.db", "mode": "managed", "type": "docker_volume", "name": "db", "values": { "name": "db" } }
  ] } },
  "resource_changes": [
    { "address": "docker_container.db", "mode": "managed", "type": "docker_container", "name": "db", "change": { "actions": ["no-op"], "after": { "image": "postgres:17", "volumes": [{ "volume_name": "db", "container_path": "/var/lib/postgresql/data" }] } } },
    { "address": "docker_volume.db", "mode": "managed", "type": "docker_volume", "name": "db", "change": { "actions": ["delete", "create"], "before": { "name": "db" }, "after": { "name": "db" } } }
  ],
  "configuration": {}
}`,
  good: `{
  "format_version": "1.2",
  "terraform_version": "1.9.8",
  "planned_values": { "root_module": { "resources": [
    { "address": "docker_container.db", "mode": "managed", "type": "docker_container", "name": "db", "values": { "image": "postgres:17", "volumes": [{ "volume_name": "db", "container_path": "/var/lib/postgresql/data" }] } },
    { "address": "docker_volume.db", "mode": "managed", "type": "docker_volume", "name": "db", "values": { "name": "db" } }
  ] } },
  "resource_changes": [
    { "address": "docker_container.db", "mode": "managed", "type": "docker_container", "name": "db", "change": { "actions": ["no-op"], "after": { "image": "postgres:17", "volumes": [{ "volume_name": "db", "container_path": "/var/lib/postgresql/data" }] } } },
    { "address": "docker_volume.db", "mode": "managed", "type": "docker_volume", "name": "db", "change": { "actions": ["no-op"], "before": { "name": "db" }, "after": { "name": "db" } } }
  ],
  "configuration": {}
}`,
  references: [
    "https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/volume",
    "https://developer.hashicorp.com/terraform/internals/json-format#change-representation",
  ],
  on: "volume",
  needs: ["stateful", "change"],
  check: ({ stateful, change }) =>
    judge(stateful, "whether it keeps data", (keeps) =>
      keeps ? judge(change, "what becomes of it", (planned) => LOSES[planned]) : NOT_APPLICABLE,
    ),
};
