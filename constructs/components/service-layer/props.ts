import type { Component, Duration, Image, Memory, Route, Scale } from "../../core";
import type { LayerJobProps } from "./jobs";

export interface WritablePath {
  readonly path: string;
  readonly size: Memory;
  readonly reason: string;
}

export interface ServiceLayerProps {
  /** A name of the catalogue, or an image by tag or digest. */
  readonly image: string | Image;
  readonly port: number;
  /** Numeric uid:gid. @default - the image's own, or 10001:10001 for a reference */
  readonly user?: string;
  /** @default 1 */
  readonly replicas?: number;
  /** As many replicas as the load needs, in place of `replicas`. @default - `replicas` */
  readonly scale?: Scale;
  /** @default - 128 MiB */
  readonly memory?: Memory;
  /** @default 0.5 */
  readonly cpus?: number;
  /** @default 128 */
  readonly processes?: number;
  /** @default - nothing */
  readonly uses?: readonly Component[];
  /** @default - not reachable through the way in */
  readonly route?: Route;
  /** @default - none */
  readonly services?: readonly string[];
  /** @default false */
  readonly registry?: boolean;
  /** @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - the documented names */
  readonly rename?: Readonly<Record<string, string>>;
  /** Earlier ids, the first one first: accounts, schema, keys and secrets keep its name. @default - never renamed */
  readonly renamedFrom?: readonly string[];
  /** @default - the image's own */
  readonly command?: readonly string[];
  /** @default /ready */
  readonly healthPath?: string;
  /** Answers 200 while the process itself is well. @default - /health beside /ready, else whether the port takes connections */
  readonly alivePath?: string;
  /** Time until a new container is healthy; failed probes do not count before. @default - 2 minutes */
  readonly startTime?: Duration;
  /** @default /metrics */
  readonly metricsPath?: string | null;
  /** @default - none */
  readonly writablePaths?: readonly WritablePath[];
  /** Those before a roll run one after another, in this order. @default - none */
  readonly jobs?: readonly LayerJobProps[];
}
