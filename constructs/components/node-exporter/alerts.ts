import { Duration, Severity, type Alert } from "../../core";

/** Of the host: what every container on it suffers from. */
export function hostAlerts(job: string): readonly Alert[] {
  const of = (metric: string) => `${metric}{job="${job}"}`;
  const free = `${of("node_filesystem_avail_bytes")} / ${of("node_filesystem_size_bytes")}`;
  return [
    {
      name: "HostOutOfMemoryKill",
      severity: Severity.WARNING,
      // The kernel counts those of every memory limit, also of a container that has ended with its process.
      expression: `increase(${of("node_vmstat_oom_kill")}[5m]) > 0`,
      summary: "the kernel has ended {{ $value | humanize }} processes for want of memory within 5 minutes",
    },
    {
      name: "HostMemoryLow",
      severity: Severity.CRITICAL,
      expression: `${of("node_memory_MemAvailable_bytes")} / ${of("node_memory_MemTotal_bytes")} < 0.1`,
      holds: Duration.seconds(300),
      summary: "{{ $value | humanizePercentage }} of the host's memory is left",
    },
    {
      name: "HostOverloaded",
      severity: Severity.WARNING,
      expression: `${of("node_load5")} / count without (cpu, mode) (node_cpu_seconds_total{job="${job}",mode="idle"}) > 2`,
      holds: Duration.seconds(900),
      summary: "{{ $value | humanize }} processes wait for each CPU of the host",
    },
    {
      name: "DiskFilling",
      severity: Severity.WARNING,
      expression: `predict_linear(${of("node_filesystem_avail_bytes")}[1h], 4 * 3600) < 0 and ${free} < 0.4`,
      holds: Duration.seconds(600),
      summary: "at its pace of the last hour the disk of the containers is full within 4 hours",
    },
    {
      name: "DiskAlmostFull",
      severity: Severity.CRITICAL,
      expression: `${free} < 0.1`,
      holds: Duration.seconds(60),
      summary: "{{ $value | humanizePercentage }} of the disk of the containers is left",
    },
  ];
}
