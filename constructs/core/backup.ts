import { Access } from "./abilities";
import type { Component } from "./component";
import type { Duration } from "./duration";
import type { Schedule } from "./schedule";
import { JobPhase, JobReach, VolumeContent, type Job, type ScheduledJob, type Task, type VolumeMount } from "./spec";

/** What keeps data that must be saved: losing its volume would lose it. */
export interface BackupSource {
  readonly isBackedUp: boolean;
}

export const isBackupSource = (component: Component): component is Component & BackupSource =>
  (component as Partial<BackupSource>).isBackedUp === true;

/** What saves the data of every source. It is a user of each of them, and needs no mention in `uses`. */
export interface Saving {
  readonly access: Access.BACKUP;
  readonly saving: {
    readonly schedule: Schedule;
    /** A dump that takes longer has failed. */
    readonly deadline: Duration;
  };
}

export type Saver = Component & Saving;

export const isSaving = (component: Component): component is Saver =>
  (component as Partial<Saving>).access === Access.BACKUP;

/** What makes a dump of one component, and what brings it back. Both find and leave files below `/var/tmp`. */
export interface SavedData {
  /** `dump.sh FILE` writes everything to the file. */
  readonly dump: Omit<Task, "name" | "command">;
  /** `restore.sh look` says what is there, a line for each thing; `restore.sh restore` puts what `RESTORED` holds in its place. */
  readonly restore: Omit<Task, "name" | "command">;
}

/**
 * Where dumps wait to be saved, and what was saved waits to be restored: plain text, for as long as a run takes. Every
 * image has `/var/tmp` with mode 1777, which a new volume takes over, so that each user may write its own.
 */
export const STAGING: VolumeMount = { name: "backup", content: VolumeContent.SHARED, path: "/var/tmp" };

/** What a restore job reads. */
export const RESTORED = { folder: `${STAGING.path}/restore`, file: "data" } as const;

/**
 * How far the last dump came lies beside it, as `<begun, in seconds since 1970> <exit code>`. The folder is for everybody
 * on the volume, since who has saved a dump removes it.
 */
const KEEP_DUMP = `set -u
umask 022
begun=$(date +%s)
part=/var/tmp/part.$$
# of runs that were killed
find /var/tmp -maxdepth 1 -name 'part.*' -mtime +0 -exec rm -f {} +
trap 'rm -f "$part"' EXIT
trap 'exit 143' TERM INT
mkdir -p /var/tmp/dump
chmod 777 /var/tmp/dump
/bin/sh /config/dump.sh "$part" && mv "$part" /var/tmp/dump/data
code=$?
echo "$begun $code" >"/var/tmp/status.$$"
mv "/var/tmp/status.$$" /var/tmp/status
exit "$code"
`;

export interface SavingTasks {
  readonly jobs: readonly Job[];
  readonly scheduled: readonly ScheduledJob[];
}

/** The tasks by which a component is saved and brought back, with its own image, so that versions fit; none where nobody saves. */
export function savedBy(saver: Saver | undefined, dataFor: (saver: Saver) => SavedData): SavingTasks {
  if (!saver) return { jobs: [], scheduled: [] };
  const { dump, restore } = dataFor(saver);
  const own = (volumes: readonly VolumeMount[] = []) => [...volumes, STAGING];
  return {
    jobs: [
      {
        ...restore,
        name: "restore",
        phase: JobPhase.RESTORE,
        command: ["/bin/sh", "/config/restore.sh"],
        volumes: own(restore.volumes),
      },
    ],
    scheduled: [
      {
        ...dump,
        ...saver.saving,
        name: "dump",
        command: ["/bin/sh", "/config/keep-dump.sh"],
        files: [...dump.files, { name: "keep-dump.sh", content: KEEP_DUMP }],
        volumes: own(dump.volumes),
        reach: JobReach.OWN,
      },
    ],
  };
}
