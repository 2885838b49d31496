import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DockerTarget, Host, Lifecycle, type HostOptions } from "../../../index";
import { FakeComponent } from "../constructs/fake-component";
import { plainSpec } from "./plain";

export const HOST = "edits-host";

/** Versions of the settings of a host, by name. */
export const HOSTS = {
  plain: {},
  second: { publishOn: "127.0.0.2" },
  third: { publishOn: "127.0.0.3" },
  socket: { docker: "unix:///run/docker.sock" },
  newer: { engine: 25 },
} as const satisfies Readonly<Record<string, HostOptions>>;

export type HostVersion = keyof typeof HOSTS;
type HostEdits = readonly (readonly [from: HostVersion, to: HostVersion])[];

/** Every setting of a host is edited and removed: one without a row does not compile. */
export const HOST_EDITS: { readonly [setting in keyof Required<HostOptions>]: HostEdits } = {
  publishOn: [
    ["second", "third"],
    ["third", "plain"],
  ],
  docker: [
    ["plain", "socket"],
    ["socket", "plain"],
  ],
  engine: [
    ["plain", "newer"],
    ["newer", "plain"],
  ],
};

/** One container that publishes a port, on such a host. */
export function hostStack(app: Construct, version: HostVersion): TerraformStack {
  const stack = new TerraformStack(app, HOST);
  new DockerTarget(stack, "docker", { host: Host.of(HOSTS[version]) });
  new FakeComponent(stack, "published", {
    ...plainSpec(Lifecycle.EXCLUSIVE),
    publishes: [{ hostPort: 9010, port: 80 }],
  });
  return stack;
}
