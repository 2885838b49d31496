import type { Component } from "../../../core";

/** The headless Service, whose name resolves to the address of every pod that is ready. */
export const replicasService = ({ name }: Component): string => `${name}-replicas`;

/** `app.kubernetes.io/component` of the pods of a job, and its container. A name of DNS: what is a dot elsewhere is a hyphen here. */
export const jobPart = (job: string): string => job.replace(/[^a-z0-9-]/g, "-");

/** What belongs to a job: its ConfigMap, its Secret, the Job itself. */
export const jobObject = ({ name }: Component, job: string): string => `${name}-${jobPart(job)}`;

/** Of a container port: at most 15 letters, with one among them. */
export const portName = (port: number): string => `p${port}`;

/** `app.kubernetes.io/component` of the pods that serve. */
export const SERVER = "server";

export const KEEPER = "keeper";
