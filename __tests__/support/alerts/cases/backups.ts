import type { AlertCase } from "./alert-case";

const HOUR = 3600;
const ofBackup = (metric: string) => `${metric}{job="backup",source="postgres"}`;

export const BACKUPS: readonly AlertCase[] = [
  {
    alert: "BackupTooOld",
    component: "backup",
    minute: 50 * 60,
    // Never saved, and due for more than two days.
    fires: { [ofBackup("backup_source_since_timestamp_seconds")]: "0x3000" },
    quiet: {
      [ofBackup("backup_source_since_timestamp_seconds")]: "0x3000",
      [ofBackup("backup_last_success_timestamp_seconds")]: `${2 * HOUR}x3000`,
    },
  },
  {
    alert: "BackupFailed",
    component: "backup",
    minute: 1,
    fires: { 'backup_last_run_success{job="backup"}': "1 0" },
    quiet: { 'backup_last_run_success{job="backup"}': "0 1" },
  },
  {
    alert: "BackupUnchecked",
    component: "backup",
    minute: 74 * 60,
    fires: { 'backup_last_check_success_timestamp_seconds{job="backup"}': "0x4440" },
    quiet: { 'backup_last_check_success_timestamp_seconds{job="backup"}': `${2 * HOUR}x4440` },
  },
];
