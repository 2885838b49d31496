import type { Manifest } from "../../../constructs/targets/docker/private/manifest";

/** What the tests read of a container in Terraform's JSON. */
export interface ContainerJson {
  readonly name: string;
  readonly image: string;
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly env?: readonly string[];
  readonly labels: readonly { readonly label: string; readonly value: string }[];
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly security_opts?: readonly string[];
  readonly memory?: number;
  readonly memory_swap?: number;
  readonly shm_size?: number;
  readonly cpus?: string;
  readonly ulimit?: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
  readonly log_driver?: string;
  readonly log_opts?: Readonly<Record<string, string>>;
  readonly tmpfs?: Readonly<Record<string, string>>;
  readonly ipc_mode?: string;
  readonly pid_mode?: string;
  readonly userns_mode?: string;
  readonly network_mode?: string;
  readonly networks_advanced?: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly host?: readonly { readonly host: string; readonly ip: string }[];
  readonly ports?: readonly PortJson[];
  readonly mounts?: readonly MountJson[];
  readonly upload?: readonly { readonly file: string; readonly content_base64: string; readonly permissions: string }[];
  readonly healthcheck?: HealthcheckJson;
  readonly restart?: string;
  readonly stop_timeout?: number;
  readonly destroy_grace_seconds?: number;
  readonly init?: boolean;
  readonly attach?: boolean;
  readonly start?: boolean;
  readonly must_run?: boolean;
  readonly wait?: boolean;
  readonly wait_timeout?: number;
  readonly timeouts?: { readonly create?: string };
  readonly depends_on?: readonly string[];
  readonly provider?: string;
  readonly lifecycle?: {
    readonly create_before_destroy?: boolean;
    readonly replace_triggered_by?: readonly string[];
    readonly postcondition?: readonly { readonly condition: string; readonly error_message: string }[];
  };
}

export interface PortJson {
  readonly internal: number;
  readonly external: number;
  readonly ip?: string;
  readonly protocol: string;
}

export interface MountJson {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly read_only?: boolean;
}

export interface HealthcheckJson {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly start_period: string;
  readonly start_interval?: string;
}

export interface NetworkJson {
  readonly name: string;
  readonly internal: boolean;
  readonly provider?: string;
  readonly depends_on?: readonly string[];
}

/** What the tests read of a stack's Terraform JSON. */
export interface StackJson {
  readonly "//": { readonly metadata?: Readonly<Record<string, unknown>>; readonly bulwark: Manifest };
  readonly provider: { readonly docker: readonly Readonly<Record<string, unknown>>[] };
  readonly resource?: {
    readonly docker_container?: Readonly<Record<string, ContainerJson>>;
    readonly docker_network?: Readonly<Record<string, NetworkJson>>;
  };
  readonly terraform: {
    readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly required_providers: Readonly<Record<string, { readonly source: string; readonly version: string }>>;
  };
}
