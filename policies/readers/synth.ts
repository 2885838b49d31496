import type { ContainerFacts } from "../facts/container";
import type { Platform } from "../facts/subject";
import { containerFacts, type DockerContainer } from "./terraform/docker-container";

/** A Terraform JSON file, as cdktf writes one. https://developer.hashicorp.com/terraform/language/syntax/json */
interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const CONTAINER = "docker_container";

/** What a synthesized stack declares. Types without a reader are counted, never passed. */
export function synthPlatform(stack: object, file: string): Platform {
  const { resource = {} } = stack as TerraformJson;
  const containers = Object.entries(resource[CONTAINER] ?? {});
  const others = Object.entries(resource).filter(([type]) => type !== CONTAINER);
  return {
    source: "synth",
    subjects: containers.map(([name, attributes]): ContainerFacts => {
      const address = `${CONTAINER}.${name}`;
      return containerFacts(attributes as DockerContainer, { file, address });
    }),
    notExamined: new Map(others.map(([type, all]) => [type, Object.keys(all).length])),
  };
}
