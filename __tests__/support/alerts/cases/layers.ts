import type { AlertCase } from "./alert-case";

const api = (metric: string, labels = "") => `${metric}{job="api",instance="a:80"${labels}}`;
const answered = (code: string) => api("http_request_duration_seconds_count", `,status_code="${code}"`);
const withinASecond = api("http_request_duration_seconds_bucket", `,le="1"`);

export const LAYERS: readonly AlertCase[] = [
  {
    alert: "ErrorBudgetBurnsFast",
    component: "api",
    minute: 70,
    fires: { [answered("200")]: "0+1000x70", [answered("503")]: "0+30x70" },
    quiet: { [answered("200")]: "0+1000x70", [answered("503")]: "0+10x70" },
  },
  {
    alert: "ErrorBudgetBurnsSlowly",
    component: "api",
    minute: 400,
    fires: { [answered("200")]: "0+1000x400", [answered("503")]: "0+8x400" },
    // Over since an hour: the short window knows.
    quiet: { [answered("200")]: "0+1000x400", [answered("503")]: "0+8x300 2400x100" },
  },
  {
    alert: "LatencyBudgetBurnsFast",
    component: "api",
    minute: 70,
    fires: { [answered("200")]: "0+100x70", [withinASecond]: "0+60x70" },
    quiet: { [answered("200")]: "0+100x70", [withinASecond]: "0+80x70" },
  },
  {
    alert: "LatencyBudgetBurnsSlowly",
    component: "api",
    minute: 400,
    fires: { [answered("200")]: "0+100x400", [withinASecond]: "0+80x400" },
    quiet: { [answered("200")]: "0+100x400", [withinASecond]: "0+90x400" },
  },
  {
    alert: "DependencyDown",
    component: "api",
    minute: 5,
    fires: { [api("dependency_up", `,dependency="redis"`)]: "1 0x5" },
    quiet: { [api("dependency_up", `,dependency="redis"`)]: "1 1 1 1 1 0" },
  },
  ...["critical", "high"].map((severity) => ({
    alert: severity === "high" ? "SecurityEventHigh" : "SecurityEventCritical",
    component: "api",
    minute: 3,
    // The first event of its type: nothing was there before to increase.
    fires: { [api("security_events_total", `,severity="${severity}",type="intrusion"`)]: "_ _ _ 1" },
    quiet: {
      [api("security_events_total", `,severity="${severity}",type="intrusion"`)]: "0x5",
      [api("security_events_total", `,severity="medium",type="intrusion"`)]: "0 1 2 3 4",
    },
  })),
];
