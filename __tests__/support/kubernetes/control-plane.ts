import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { Api } from "./api";
import { CONTEXT, makeCredentials, writeKubeconfig, type Credentials } from "./credentials";
import { newClusterFolder, removeClusterFolder } from "./folder";
import { Program } from "./program";
import { kubernetesProgram } from "./programs";

export interface ClusterOptions {
  /** How many machines are played; they lie in three zones. */
  readonly nodes: number;
}

/** A running control plane with played nodes. */
export interface Cluster {
  /** Path; for everybody who talks to the cluster. */
  readonly kubeconfig: string;
  readonly context: string;
  readonly url: string;
  readonly api: Api;
  /** Its folder and processes, for those who want to see that nothing stays. */
  readonly folder: string;
  readonly processes: readonly number[];
  /** Ends its processes and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts etcd, kube-apiserver, controller manager and scheduler on the loopback, and the program that plays nodes.
 * Pods become Ready because that program says so: no image, probe or network policy of theirs runs.
 */
export async function startCluster({ nodes }: ClusterOptions): Promise<Cluster> {
  const folder = newClusterFolder();
  const starting = new Starting(folder);
  try {
    return await starting.run(nodes);
  } catch (error) {
    await starting.stop();
    throw error;
  }
}

class Starting {
  private readonly programs: Program[] = [];
  private readonly binary = kubernetesProgram("BULWARK_CONTROL_PLANE");
  private api: Api | undefined;

  constructor(private readonly folder: string) {}

  async run(nodes: number): Promise<Cluster> {
    const credentials = makeCredentials(this.folder);
    const { url, api } = await this.startServer(await this.startEtcd(), credentials);
    const kubeconfig = join(this.folder, "kubeconfig");
    writeKubeconfig(kubeconfig, url, { token: credentials.token, ca: this.certificate() });
    this.startControllers(kubeconfig, credentials);
    const played = this.start("nodes", [kubeconfig, `${nodes}`]);
    await played.ready(() => (played.said.includes("nodes are ready") ? true : undefined));
    await played.ready(() => api.tryGet("/api/v1/namespaces/default/serviceaccounts/default"));
    const processes = this.programs.map(({ pid }) => pid);
    return { kubeconfig, context: CONTEXT, url, api, folder: this.folder, processes, stop: () => this.stop() };
  }

  async stop(): Promise<void> {
    this.api?.close();
    for (const program of [...this.programs].reverse()) await program.stop();
    removeClusterFolder(this.folder);
  }

  private start(name: string, args: readonly string[]): Program {
    const program = Program.start(this.binary, name, args, this.folder);
    this.programs.push(program);
    return program;
  }

  private startEtcd(): Promise<string> {
    const etcd = this.start("etcd", [join(this.folder, "etcd")]);
    return etcd.ready(() => /^etcd listens at (\S+)$/m.exec(etcd.said)?.[1]);
  }

  /** The server takes no port of the kernel's choice, so one that was free may be taken when it starts. */
  private async startServer(etcd: string, credentials: Credentials): Promise<{ url: string; api: Api }> {
    for (let tries = 1; ; tries++) {
      const port = await freePort();
      const url = `https://127.0.0.1:${port}`;
      const server = this.start("apiserver", this.serverFlags(etcd, port, credentials));
      try {
        this.api = await server.ready(() => this.tryReadyApi(url, credentials.token));
        return { url, api: this.api };
      } catch (error) {
        if (tries === 5 || !server.said.includes("address already in use")) throw error;
      }
    }
  }

  private async tryReadyApi(url: string, token: string): Promise<Api | undefined> {
    try {
      const api = new Api({ url, token, ca: this.certificate() });
      if ((await api.get<string>("/readyz").catch(() => "")) === "ok") return api;
      api.close();
    } catch {
      // it has written no certificate yet
    }
    return undefined;
  }

  private certificate(): string {
    return readFileSync(join(this.folder, "certificates", "apiserver.crt"), "utf8");
  }

  private serverFlags(etcd: string, port: number, { tokenFile, accountKey, accountPublicKey }: Credentials) {
    return [
      ...["--etcd-servers", etcd, "--bind-address=127.0.0.1", `--secure-port=${port}`],
      // It refuses to advertise the loopback; nobody is sent there, since no endpoints are reconciled.
      ...["--advertise-address=192.0.2.254", "--endpoint-reconciler-type=none"],
      ...["--cert-dir", join(this.folder, "certificates"), "--service-cluster-ip-range=10.96.0.0/16"],
      ...["--service-account-issuer=https://kubernetes.default.svc", "--service-account-key-file", accountPublicKey],
      ...["--service-account-signing-key-file", accountKey, "--token-auth-file", tokenFile],
      ...["--authorization-mode=RBAC", "--allow-privileged=true"],
    ];
  }

  /** Without the controllers that would miss the leases of kubelets, and give out addresses. */
  private startControllers(kubeconfig: string, { accountKey }: Credentials): void {
    const none = ["node-lifecycle", "node-ipam", "cloud-node-lifecycle", "taint-eviction"];
    const common = ["--kubeconfig", kubeconfig, "--leader-elect=false", "--secure-port=0"];
    this.start("controller-manager", [
      ...common,
      ...["--service-account-private-key-file", accountKey, "--allocate-node-cidrs=false"],
      ...["--root-ca-file", join(this.folder, "certificates", "apiserver.crt")],
      `--controllers=*,${none.map((name) => `-${name}-controller`).join(",")}`,
    ]);
    this.start("scheduler", common);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
