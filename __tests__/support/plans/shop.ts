/** A small root of the docker provider, which the tests edit. */
export interface Shop {
  readonly resource: Readonly<Record<string, Record<string, Record<string, unknown>>>>;
  readonly [block: string]: unknown;
}

export const container = (name: string, more: object = {}): Record<string, unknown> => ({
  ...{ name, image: "shell:1", command: ["/bin/sleep", "3000"], destroy_grace_seconds: 1, stop_timeout: 1 },
  ...more,
});

export const HEALTH = { test: ["CMD", "/bin/cat", "/data/alive"], interval: "5s" };
export const LABELS = [{ label: "team", value: "shop" }];
export const CREATE_FIRST = { lifecycle: { create_before_destroy: true } };

/** One of each kind; containers are named by what the tests do to them. */
export const shop = (): Shop => ({
  resource: {
    docker_container: {
      replaced: container("replaced", { env: ["LOG=info"] }),
      successor: container("successor-1", CREATE_FIRST),
      larger: container("larger", { memory: 64, memory_swap: 64 }),
      ignored: container("ignored", { healthcheck: HEALTH }),
      removed: container("removed"),
      steady: container("steady"),
    },
    docker_volume: {
      relabelled: { name: "relabelled" },
      dropped: { name: "dropped" },
      former: { name: "moved" },
      steady: { name: "steady" },
    },
    docker_network: { left: { name: "left" }, steady: { name: "steady" } },
  },
  output: { where: { value: "here" } },
});

/** The same with resources edited, added, or taken away where they are undefined; and with further blocks. */
export function edited(edits: Readonly<Record<string, object | undefined>>, blocks: object = {}): Shop {
  const { resource, ...others } = shop();
  const all: Record<string, Record<string, Record<string, unknown>>> = { ...resource };
  for (const [address, edit] of Object.entries(edits)) {
    const [type, name] = address.split(".") as [string, string];
    const { [name]: before, ...rest } = all[type] ?? {};
    all[type] = edit === undefined ? rest : { ...rest, [name]: { ...before, ...edit } };
  }
  return { resource: all, ...others, ...blocks };
}
