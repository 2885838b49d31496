type Maybe<T> = T | null | undefined;

interface Binding {
  readonly HostIp?: string;
  readonly HostPort: string;
}

/**
 * What is read of an engine's answer to "inspect this container". The client library's types promise fields that engines
 * leave out or answer with null, depending on their version. https://docs.docker.com/reference/api/engine/
 */
export interface ContainerAnswer {
  readonly Name: string;
  readonly Config: {
    readonly Image: string;
    readonly User?: Maybe<string>;
    readonly Labels?: Maybe<Readonly<Record<string, string>>>;
    /** Nanoseconds. */
    readonly Healthcheck?: Maybe<{ readonly Test?: Maybe<readonly string[]>; readonly Interval?: number }>;
  };
  readonly State: { readonly Status: string; readonly Health?: Maybe<{ readonly Status: string }> };
  readonly HostConfig: {
    readonly ReadonlyRootfs?: boolean;
    readonly Privileged?: boolean;
    readonly CapAdd?: Maybe<readonly string[]>;
    readonly CapDrop?: Maybe<readonly string[]>;
    readonly SecurityOpt?: Maybe<readonly string[]>;
    readonly Memory?: number;
    readonly MemorySwap?: number;
    readonly NanoCpus?: number;
    readonly CpuQuota?: number;
    readonly CpuPeriod?: number;
    readonly PidsLimit?: number | null;
    readonly RestartPolicy?: { readonly Name: string };
    readonly LogConfig?: { readonly Type: string; readonly Config?: Maybe<Readonly<Record<string, string>>> };
    readonly Tmpfs?: Maybe<Readonly<Record<string, string>>>;
    readonly PortBindings?: Maybe<PortBindings>;
  };
  readonly Mounts?: Maybe<readonly MountAnswer[]>;
  readonly NetworkSettings: {
    readonly Ports?: Maybe<PortBindings>;
    readonly Networks?: Maybe<Readonly<Record<string, unknown>>>;
  };
}

export type PortBindings = Readonly<Record<string, Maybe<readonly Binding[]>>>;

interface MountAnswer {
  readonly Type?: string;
  readonly Name?: string;
  readonly Source: string;
  readonly Destination: string;
  readonly RW: boolean;
}
