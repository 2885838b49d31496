import {
  Duration,
  Image,
  JobPhase,
  JobReach,
  Lifecycle,
  Memory,
  Schedule,
  VolumeContent,
  password,
  type Job,
  type ScheduledJob,
  type SecretMount,
  type Spec,
  type VolumeMount,
} from "../../../constructs/core";
import { OWN_IMAGE } from "./images";

/** Makes the text of a field: a test puts into it what it wants to find again. */
export type TextOf = (field: string) => string;

/**
 * A spec in which every field has a value, and every text is made by a function. Only an image's reference and user are
 * not: they have a grammar of their own that refuses anything odd.
 */
export function fullSpec(text: TextOf): Spec {
  return {
    image: Image.of(OWN_IMAGE, { user: "999:1000" }),
    entrypoint: [text("entrypoint")],
    command: [text("command")],
    environment: { [text("environment-name")]: text("environment-value") },
    files: [{ name: "a.conf", content: text("file-content") }],
    secrets: [secret(text, "secret")],
    volumes: [volume(text, "volume")],
    temporary: [{ path: `/${text("temporary-path")}`, size: Memory.mebibytes(1) }],
    health: { command: [text("health-command")] },
    resources: {
      memory: Memory.mebibytes(64),
      cpus: 0.5,
      processes: 32,
      openFiles: 1024,
      sharedMemory: Memory.mebibytes(8),
    },
    lifecycle: Lifecycle.EXCLUSIVE,
    replicas: 1,
    stopGrace: Duration.seconds(10),
    init: true,
    publishes: [{ hostPort: 443, port: 8443 }],
    jobs: [job(text), { name: "told", phase: JobPhase.AFTER, command: [], files: [], signal: "HUP" }],
    scheduled: [scheduledJob(text)],
    exceptions: [{ protection: "writable-path", detail: text("exception-detail"), reason: text("exception-reason") }],
  };
}

function job(text: TextOf): Job {
  return {
    name: text("job-name"),
    phase: JobPhase.AFTER,
    command: [text("job-entrypoint"), text("job-command")],
    files: [{ name: "b.conf", content: text("job-file-content") }],
    environment: { [text("job-environment-name")]: text("job-environment-value") },
    secrets: [secret(text, "job-secret")],
    volumes: [volume(text, "job-volume")],
    reach: JobReach.OWN,
  };
}

function scheduledJob(text: TextOf): ScheduledJob {
  return {
    name: text("scheduled-name"),
    command: [text("scheduled-command")],
    files: [{ name: "c.conf", content: text("scheduled-file-content") }],
    environment: { [text("scheduled-environment-name")]: text("scheduled-environment-value") },
    secrets: [secret(text, "scheduled-secret")],
    volumes: [
      volume(text, "scheduled-volume"),
      { ...volume(text, "shared-volume"), owner: text("shared-volume-owner") },
    ],
    hostFolders: [{ source: `/${text("folder-source")}`, path: `/${text("folder-path")}` }],
    image: Image.of(OWN_IMAGE, { user: "999:1000" }),
    memory: Memory.mebibytes(32),
    reach: JobReach.OUTSIDE,
    atStart: true,
    alias: text("scheduled-alias"),
    schedule: Schedule.everyMinutes(1),
    deadline: Duration.seconds(10),
  };
}

const secret = (text: TextOf, field: string): SecretMount => ({
  secret: { ...password(text(`${field}-name`)), of: text(`${field}-of`), hosts: [text(`${field}-host`)] },
  path: `/run/secrets/${text(`${field}-path`)}`,
});

const volume = (text: TextOf, field: string): VolumeMount => ({
  name: text(`${field}-name`),
  content: VolumeContent.DATA,
  path: `/${text(`${field}-path`)}`,
});
