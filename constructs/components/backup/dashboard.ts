import { Unit, graph, value, type Dashboard } from "../../core";

export function backupDashboard(job: string): Dashboard {
  const of = (metric: string) => `${metric}{job="${job}"}`;
  return {
    name: "backup",
    title: "Backups",
    panels: [
      value("Age of the newest", Unit.SECONDS, `time() - ${of("backup_last_success_timestamp_seconds")}`, "{{source}}"),
      value("Last run ended well", Unit.NUMBER, of("backup_last_run_success")),
      value("Last read and found whole", Unit.TIME, `${of("backup_last_check_success_timestamp_seconds")} * 1000`),
      graph("Time of the last run", Unit.SECONDS, of("backup_last_duration_seconds"), "last run"),
    ],
  };
}
