import { type JobPhase, SecretKind, type Manifest, type SecretEntry } from "../../../operations/manifest";

export const secret = (name: string, uid: number, more: Partial<SecretEntry> = {}): SecretEntry => ({
  name,
  kind: SecretKind.PASSWORD,
  uid,
  gid: uid,
  ...more,
});

/** A manifest with nothing but what a test names. */
export function manifestOf(parts: Partial<Manifest>): Manifest {
  return {
    environment: "trial",
    docker: "unix:///var/run/docker.sock",
    containers: [],
    jobs: [],
    checks: [],
    restores: [],
    hostFolders: [],
    networks: [],
    volumes: [],
    configVolumes: [],
    secrets: [],
    routes: [],
    leftOut: [],
    ...parts,
  };
}

export function containerOf(component: string, networks: readonly string[], name = `trial-${component}`) {
  return {
    address: `docker_container.${component}`,
    path: `platform/${component}`,
    name,
    component,
    image: "shell:1",
    user: "70:70",
    lifecycle: "exclusive",
    memoryBytes: 1,
    cpus: 1,
    processes: 1,
    networks: networks.map((network) => `trial-${network}`),
    publishes: [],
    exceptions: [],
  };
}

export function jobOf(component: string, name: string, phase: JobPhase) {
  return { address: `docker_container.${component}_${name}`, name: `trial-${component}-job-${name}`, component, phase };
}
