import { Severity, type Alert } from "../../core";

/** @param periodSeconds time between two scheduled runs */
export function backupAlerts(job: string, periodSeconds: number): readonly Alert[] {
  const of = (metric: string) => `${metric}{job="${job}"}`;
  // Whatever was never saved counts from when it was first to be saved.
  const saved = `(${of("backup_last_success_timestamp_seconds")} or on (source) ${of("backup_source_since_timestamp_seconds")})`;
  return [
    {
      name: "BackupTooOld",
      severity: Severity.CRITICAL,
      // One run may fail; two in a row may not.
      expression: `time() - ${saved} > ${2 * periodSeconds + 3600}`,
      summary: "the newest backup of {{ $labels.source }} is {{ $value | humanizeDuration }} old",
    },
    {
      name: "BackupFailed",
      severity: Severity.WARNING,
      expression: `${of("backup_last_run_success")} == 0`,
      summary: "the last scheduled backup did not end well",
    },
    {
      name: "BackupUnchecked",
      severity: Severity.WARNING,
      expression: `time() - ${of("backup_last_check_success_timestamp_seconds")} > ${3 * periodSeconds + 3600}`,
      summary: "for {{ $value | humanizeDuration }} nothing of the backups was read and found whole",
    },
  ];
}
