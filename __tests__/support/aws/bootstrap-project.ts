import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { TestProject } from "../platform/project";

export const STATES = "shop-states";
export const OWN_KEY = "shop/shop-bootstrap.tfstate";
export const SHOP_KEY = "shop/shop.tfstate";

/** moto's only account. */
export const ACCOUNT = "123456789012";

const FILE = "environments/shop.yaml";

const YAML = `target: docker
aws: { accountId: "${ACCOUNT}", region: eu-west-1 }
state:
  s3:
    bucket: ${STATES}
    region: eu-west-1
    bootstrap:
      lockTable: true
      replicaRegion: eu-central-1
      deploy: { repository: acme/shop-platform }
platform:
  layers:
    items: { image: reference-service, port: 8001 }
`;

/** An environment whose state is to lie in a bucket that is not there yet. */
export async function bootstrapProject(): Promise<TestProject> {
  const project = await TestProject.empty();
  await project.write(FILE, YAML);
  return project;
}

export const setAccount = (project: TestProject, from: string, to: string): Promise<void> =>
  project.edit(FILE, from, to);

/** What lies on this machine of the state: nothing, once it has moved. */
export async function statesOnDisk(project: TestProject): Promise<readonly string[]> {
  const folders = [project.path(".bulwark"), project.path("cdktf.out", "stacks", "shop-bootstrap")].filter(existsSync);
  const files = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true })));
  return files.flat().filter((file) => /\.tfstate|\.backup|\.tfplan/.test(file) && !file.startsWith(".terraform"));
}

/** A state as Terraform writes it, with one bucket for each name. */
export const stateOf = (serial: number, names: readonly string[], lineage = "lineage-of-shop"): string =>
  JSON.stringify({
    ...{ version: 4, terraform_version: "1.11.0", serial, lineage, outputs: {} },
    resources: names.map((name) => ({
      ...{ mode: "managed", type: "terraform_data", name, provider: 'provider["terraform.io/builtin/terraform"]' },
      instances: [{ schema_version: 0, attributes: { id: name, input: null, output: null, triggers_replace: null } }],
    })),
  });
