import type { AlertCase } from "./alert-case";

export const MONITORING: readonly AlertCase[] = [
  {
    alert: "NotificationsFailing",
    component: "alertmanager",
    minute: 10,
    fires: { 'alertmanager_notifications_failed_total{job="alertmanager",integration="webhook"}': "0+2x10" },
    quiet: { 'alertmanager_notifications_failed_total{job="alertmanager",integration="webhook"}': "0 2x10" },
  },
  { alert: "Watchdog", component: "prometheus", minute: 1, fires: {}, quiet: {} },
  {
    alert: "RuleEvaluationFailing",
    component: "prometheus",
    minute: 4,
    fires: { 'prometheus_rule_evaluation_failures_total{job="prometheus",rule_group="api"}': "0 0 2 2 2" },
    quiet: { 'prometheus_rule_evaluation_failures_total{job="prometheus",rule_group="api"}': "2x4" },
  },
  {
    alert: "NotificationsDropped",
    component: "prometheus",
    minute: 4,
    fires: { 'prometheus_notifications_dropped_total{job="prometheus"}': "0 0 2 2 2" },
    quiet: { 'prometheus_notifications_dropped_total{job="prometheus"}': "2x4" },
  },
];
