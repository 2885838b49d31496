import { Duration, Severity, type Alert } from "../../core";

export interface Watched {
  /** The `job` of its series. */
  readonly job: string;
  readonly replicas: number;
  readonly memoryBytes: number;
}

/** Started within a quarter of an hour, beyond those that run: also where a restart brought another address. */
const starts = (job: string) => {
  const started = `process_start_time_seconds{job="${job}"}`;
  return `sum(changes(${started}[15m])) + count(last_over_time(${started}[15m])) - count(${started})`;
};

/** What can be wrong with anything that has metrics. */
export function targetAlerts({ job, replicas, memoryBytes }: Watched): readonly Alert[] {
  return [
    {
      name: "TargetDown",
      severity: Severity.CRITICAL,
      expression: `up{job="${job}"} == 0`,
      holds: Duration.seconds(60),
      summary: `${job} at {{ $labels.instance }} gives no metrics: it has ended, hangs, or cannot be reached`,
    },
    {
      name: "TargetMissing",
      severity: Severity.CRITICAL,
      expression: `absent(up{job="${job}"})`,
      holds: Duration.seconds(120),
      summary: `no container of ${job} is found by its name`,
    },
    ...(replicas > 1 ? [replicaMissing(job, replicas)] : []),
    {
      name: "RestartLoop",
      severity: Severity.CRITICAL,
      // A roll starts each replica once more, and that is no loop.
      expression: `${starts(job)} > ${2 + replicas}`,
      summary: `${job} was started {{ $value }} times more than it has containers within 15 minutes`,
    },
    {
      name: "OutOfMemory",
      severity: Severity.CRITICAL,
      expression: `changes(process_start_time_seconds{job="${job}"}[5m]) > 0 and on() increase(node_vmstat_oom_kill[5m]) > 0`,
      summary: `${job} at {{ $labels.instance }} was started again when the kernel ended a process for want of memory`,
    },
    {
      name: "MemoryNearLimit",
      severity: Severity.WARNING,
      expression: `process_resident_memory_bytes{job="${job}"} / ${memoryBytes} > 0.9`,
      holds: Duration.seconds(300),
      summary: `${job} at {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory limit`,
    },
  ];
}

function replicaMissing(job: string, replicas: number): Alert {
  return {
    name: "ReplicaMissing",
    severity: Severity.WARNING,
    expression: `count(up{job="${job}"} == 1) < ${replicas}`,
    holds: Duration.seconds(300),
    summary: `${job} has {{ $value }} of ${replicas} replicas`,
  };
}

/** Of Prometheus itself, and that alerts arrive at all. */
export function ownAlerts(job: string): readonly Alert[] {
  return [
    {
      name: "Watchdog",
      severity: Severity.NONE,
      expression: "vector(1)",
      summary: "fires always: when it does not arrive, no alert does",
    },
    {
      name: "RuleEvaluationFailing",
      severity: Severity.CRITICAL,
      expression: `increase(prometheus_rule_evaluation_failures_total{job="${job}"}[5m]) > 0`,
      summary: "rule group {{ $labels.rule_group }} cannot be evaluated: its alerts cannot fire",
    },
    {
      name: "NotificationsDropped",
      severity: Severity.CRITICAL,
      expression: `increase(prometheus_notifications_dropped_total{job="${job}"}[5m]) > 0`,
      summary: "alerts were dropped before they reached Alertmanager",
    },
  ];
}
