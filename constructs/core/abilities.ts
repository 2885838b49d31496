import type { Addresses, Component, SpecContext } from "./component";
import type { Endpoint } from "./endpoint";
import type { Relations } from "./relations";
import type { SecretMount } from "./secret-ref";
import type { Job } from "./spec";

/** What Prometheus may read. */
export interface Scrapeable {
  readonly metrics: { readonly port: number; readonly path: string };
}

/** An address that is asked for Prometheus. */
export interface Probe {
  /** Of what is asked. */
  readonly name: string;
  /** How it is asked. */
  readonly module: string;
  readonly target: string;
}

/** What asks addresses for Prometheus. A way in that is asked joins its network, so that nobody else can send it out. */
export interface Prober {
  probes(relations: Relations, addresses: Addresses): readonly Probe[];
}

export const isProber = (component: Component): component is Component & Prober =>
  typeof (component as Partial<Prober>).probes === "function";

/** The `job` of what a prober was answered. */
export const probesJob = (prober: string): string => `${prober}-probes`;

/** What Prometheus sends alerts to, at its endpoint. */
export interface AlertReceiver {
  readonly receivesAlerts: true;
}

export const isAlertReceiver = (component: Component): component is Component & AlertReceiver =>
  (component as Partial<AlertReceiver>).receivesAlerts === true;

export enum RouteAuth {
  NONE = "none",
  /** `Authorization: Bearer <token>`, else 401 with a JSON body. */
  TOKEN = "token",
  /** A name and password asked for by the browser. */
  PASSWORD = "password",
}

export interface Route {
  /** Requests whose path starts with this go to the component. */
  readonly path: string;
  readonly auth: RouteAuth;
}

/** What the way in may lead to. */
export interface Routable {
  readonly endpoint: Endpoint;
  readonly route: Route | undefined;
  readonly healthPath: string;
  readonly replicas: number;
}

/** How a user reaches a component: documented variables, and secrets as files. */
export interface Binding {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretMount[];
}

/** What a binding is for. */
export enum Access {
  /** Serving: in a database, the rows of its own tables. */
  SERVE = "serve",
  /** Preparing a new generation: in a database, its own tables as well. */
  PREPARE = "prepare",
  /** Watching: figures of the server, and nothing of what it keeps. */
  MONITOR = "monitor",
  /** Sharing out connections: looks up the logins of those that it serves. */
  POOL = "pool",
  /** Saving: reads everything that the server keeps, and changes nothing. */
  BACKUP = "backup",
}

/** A server whose connections are worth sharing out. */
export interface Poolable {
  /** Connections that it accepts. */
  readonly maxConnections: number;
}

/** What shares out the connections of a server: its users have their accounts there. */
export interface Pool {
  readonly pooled: Component;
}

export const isPool = (component: Component): component is Component & Pool =>
  (component as Partial<Pool>).pooled !== undefined;

/** What uses servers for something else than to serve. */
export interface Purposed {
  readonly access: Access;
}

/** What a component uses servers for. */
export const accessOf = (user: Component): Access => (user as Partial<Purposed>).access ?? Access.SERVE;

/** What others may name in `uses`. */
export interface Reachable {
  /** @param access what for; what the user is there for, unless it is said */
  bindingFor(user: Component, access?: Access): Binding;
}

/** What has jobs that prepare each new generation of it, and so needs more access than to serve. */
export interface Prepared {
  readonly isPrepared: boolean;
}

export const isPrepared = (component: Component): boolean => (component as Partial<Prepared>).isPrepared === true;

/** A server that takes its users some time after it was started. */
export interface Awaited {
  /** A job that ends once the server lets the user in to prepare, with the server's own image. */
  awaitedBy(user: Component, context: SpecContext): Job;
}

export const isAwaited = (component: Component): component is Component & Awaited =>
  typeof (component as Partial<Awaited>).awaitedBy === "function";

/** What the service registry lists. */
export interface Registered {
  readonly registration: {
    readonly services: readonly string[];
    readonly url: string;
    readonly healthPath: string;
    readonly external: boolean;
  };
}

export const isScrapeable = (component: Component): component is Component & Scrapeable =>
  (component as Partial<Scrapeable>).metrics !== undefined;

export const isRouted = (component: Component): component is Component & Routable & { readonly route: Route } =>
  (component as Partial<Routable>).route !== undefined;

export const isReachable = (component: Component): component is Component & Reachable =>
  typeof (component as Partial<Reachable>).bindingFor === "function";

export const isRegistered = (component: Component): component is Component & Registered =>
  (component as Partial<Registered>).registration !== undefined;

/** What routed components join, so that a new route never touches it. */
export interface WayIn {
  readonly wayIn: true;
}

export const isWayIn = (component: Component): component is Component & WayIn =>
  (component as Partial<WayIn>).wayIn === true;

/** The name under which the way in finds a routed component, on the way in's own network. */
export const routedName = (component: string, wayIn: string): string => `${component}.${wayIn}`;

/** Where metrics are asked for. */
export interface MetricsSource {
  /** Up to, and without, `/api/v1`. */
  readonly metricsUrl: string;
}

export const isMetricsSource = (component: Component): component is Component & MetricsSource =>
  (component as Partial<MetricsSource>).metricsUrl !== undefined;
