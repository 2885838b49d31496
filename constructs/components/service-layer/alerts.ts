import { Duration, Severity, type Alert } from "../../core";

/** Of 1,000 requests so many may fail, or take longer than a second. */
const ERROR_BUDGET = 0.001;
const SLOW_BUDGET = 0.05;

/** How fast a budget of 30 days burns, over a long window and a short one. https://sre.google/workbook/alerting-on-slos/ */
const FAST = { rate: 14.4, long: "1h", short: "5m", severity: Severity.CRITICAL };
const SLOW = { rate: 6, long: "6h", short: "30m", severity: Severity.WARNING };

type Burn = typeof FAST | typeof SLOW;

/** Of the metrics that the contract of a service layer names. */
export function layerAlerts(job: string): readonly Alert[] {
  return [
    ...budgetAlerts(job),
    {
      name: "DependencyDown",
      severity: Severity.WARNING,
      expression: `min by (dependency) (dependency_up{job="${job}"}) == 0`,
      holds: Duration.seconds(60),
      summary: `${job} gets no answer from {{ $labels.dependency }}`,
    },
    securityEvents(job, Severity.CRITICAL, "critical"),
    securityEvents(job, Severity.WARNING, "high"),
  ];
}

function budgetAlerts(job: string): readonly Alert[] {
  const requests = (range: string, labels = "") =>
    `sum(rate(http_request_duration_seconds_count{job="${job}"${labels}}[${range}]))`;
  const failed = (range: string) => `${requests(range, ',status_code=~"5.."')} / ${requests(range)}`;
  const slow = (range: string) =>
    `(1 - sum(rate(http_request_duration_seconds_bucket{job="${job}",le="1"}[${range}])) / ${requests(range)})`;
  return [
    {
      name: "ErrorBudgetBurnsFast",
      ...burning(FAST, failed, ERROR_BUDGET),
      summary: `${job} answers {{ $value | humanizePercentage }} of its requests with an error`,
    },
    {
      name: "ErrorBudgetBurnsSlowly",
      ...burning(SLOW, failed, ERROR_BUDGET),
      summary: `${job} has answered {{ $value | humanizePercentage }} of its requests of 6 hours with an error`,
    },
    {
      name: "LatencyBudgetBurnsFast",
      ...burning({ ...FAST, rate: 6 }, slow, SLOW_BUDGET),
      summary: `{{ $value | humanizePercentage }} of the requests to ${job} take longer than a second`,
    },
    {
      name: "LatencyBudgetBurnsSlowly",
      ...burning({ ...SLOW, rate: 3 }, slow, SLOW_BUDGET),
      summary: `{{ $value | humanizePercentage }} of the requests to ${job} of 6 hours took longer than a second`,
    },
  ];
}

function burning({ rate, long, short, severity }: Burn, share: (range: string) => string, budget: number) {
  const most = Number((rate * budget).toPrecision(6));
  return { severity, expression: `${share(long)} > ${most} and ${share(short)} > ${most}` };
}

/** A series that appears with its first event has no increase. */
function securityEvents(job: string, severity: Severity, of: string): Alert {
  const events = `security_events_total{job="${job}",severity="${of}"}`;
  return {
    name: of === "high" ? "SecurityEventHigh" : "SecurityEventCritical",
    severity,
    expression: `increase(${events}[5m]) > 0 or (${events} > 0 unless ${events} offset 5m)`,
    summary: `${job} reports a security event of severity ${of}: {{ $labels.type }}`,
  };
}
