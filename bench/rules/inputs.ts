import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What both judge, in a form that both read. */
export enum Form {
  TERRAFORM = "Terraform JSON",
  MANIFESTS = "manifests",
}

/** Writes so many containers, each of them with something right and something wrong. @returns the file */
export async function writeInput(folder: string, form: Form, count: number): Promise<string> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const isTerraform = form === Form.TERRAFORM;
  const file = join(folder, isTerraform ? `${count}.tf.json` : `${count}.yaml`);
  const text = isTerraform ? JSON.stringify(stack(numbers)) : numbers.map(deployment).join("---\n");
  await writeFile(file, text);
  return file;
}

const stack = (numbers: readonly number[]) => ({
  terraform: { required_providers: { docker: { source: "kreuzwerker/docker", version: "~> 4.6" } } },
  provider: { docker: [{ host: "unix:///var/run/docker.sock" }] },
  resource: {
    docker_container: Object.fromEntries(numbers.map((number) => [`layer_${number}`, container(number)])),
  },
});

/** With something right and something wrong, by its number. */
export const container = (number: number) => ({
  name: `layer-${number}`,
  image: `registry.example.com/layer:1.${number % 10}`,
  user: number % 3 === 0 ? "root" : "10001:10001",
  read_only: number % 2 === 0,
  memory: 128,
  memory_swap: 128,
  cpus: "0.5",
  env: [`PORT=${8000 + (number % 100)}`, "LOG_LEVEL=info", "POSTGRES_HOST=postgres"],
  capabilities: { drop: ["ALL"] },
  security_opts: ["no-new-privileges:true"],
  healthcheck: {
    test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/health"],
    interval: "5s",
    timeout: "3s",
  },
  mounts: [{ type: "volume", source: `data-${number}`, target: "/data" }],
  ports: number % 10 === 0 ? [{ internal: 80, external: 10_000 + number }] : [],
  networks_advanced: [{ name: `net-${number % 50}`, aliases: [`layer-${number}`] }],
  labels: [{ label: "team", value: "shop" }],
});

const deployment = (number: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: layer-${number}, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: layer-${number} } }
  template:
    metadata: { labels: { app: layer-${number} } }
    spec:
      automountServiceAccountToken: ${number % 2 === 0}
      containers:
        - name: main
          image: registry.example.com/layer:1.${number % 10}
          resources: { limits: { memory: 128Mi, cpu: 500m } }
          securityContext:
            runAsUser: ${number % 3 === 0 ? 0 : 10001}
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: ${number % 2 === 0}
            capabilities: { drop: [ALL] }
          ports: [{ containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: 8080 } }
`;
