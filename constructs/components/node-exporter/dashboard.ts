import { Unit, graph, value, type Dashboard } from "../../core";

export function hostDashboard(job: string): Dashboard {
  const of = (metric: string, labels = "") => `${metric}{job="${job}"${labels}}`;
  const rate = (metric: string, labels = "") => `rate(${of(metric, labels)}[$__rate_interval])`;
  const share = (free: string, all: string) => `1 - ${of(free)} / ${of(all)}`;
  return {
    name: "host",
    title: "Host",
    panels: [
      value("Memory in use", Unit.SHARE, share("node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes")),
      value("Disk in use", Unit.SHARE, share("node_filesystem_avail_bytes", "node_filesystem_size_bytes")),
      value("Processes ended for want of memory", Unit.NUMBER, of("node_vmstat_oom_kill")),
      value("Started", Unit.TIME, `${of("node_boot_time_seconds")} * 1000`),
      graph(
        "CPUs in use",
        Unit.NUMBER,
        `sum by (mode) (${rate("node_cpu_seconds_total", ',mode!="idle"')})`,
        "{{mode}}",
      ),
      {
        title: "Load",
        unit: Unit.NUMBER,
        queries: ["1", "5", "15"].map((minutes) => ({
          expression: of(`node_load${minutes}`),
          legend: `over ${minutes} min`,
        })),
      },
      graph("Memory available", Unit.BYTES, of("node_memory_MemAvailable_bytes"), "available"),
      graph("Room on the disk of the containers", Unit.BYTES, of("node_filesystem_avail_bytes"), "{{device}}"),
      graph("Read from disks", Unit.BYTES_PER_SECOND, rate("node_disk_read_bytes_total"), "{{device}}"),
      graph("Written to disks", Unit.BYTES_PER_SECOND, rate("node_disk_written_bytes_total"), "{{device}}"),
    ],
  };
}
