import type { AlertCase } from "./alert-case";

const DAY = 24 * 3600;
const ofProxy = (metric: string, labels = "") => `${metric}{job="haproxy"${labels}}`;
const ofProbe = (metric: string) => `${metric}{job="blackbox-exporter-probes",instance="https://example.com"}`;

export const WAY_IN: readonly AlertCase[] = [
  {
    alert: "BackendDown",
    component: "haproxy",
    minute: 5,
    fires: { [ofProxy("haproxy_backend_active_servers", `,proxy="api"`)]: "2 2 2 0x5" },
    quiet: { [ofProxy("haproxy_backend_active_servers", `,proxy="api"`)]: "2 2 2 1x5" },
  },
  {
    alert: "BackendErrors",
    component: "haproxy",
    minute: 10,
    fires: {
      [ofProxy("haproxy_backend_http_responses_total", `,proxy="api",code="2xx"`)]: "0+90x10",
      [ofProxy("haproxy_backend_http_responses_total", `,proxy="api",code="5xx"`)]: "0+10x10",
    },
    quiet: {
      [ofProxy("haproxy_backend_http_responses_total", `,proxy="api",code="2xx"`)]: "0+99x10",
      [ofProxy("haproxy_backend_http_responses_total", `,proxy="api",code="5xx"`)]: "0+1x10",
    },
  },
  {
    alert: "ProxyConnectionsNearLimit",
    component: "haproxy",
    minute: 5,
    fires: {
      [ofProxy("haproxy_process_current_connections")]: "1700x5",
      [ofProxy("haproxy_process_max_connections")]: "2000x5",
    },
    quiet: {
      [ofProxy("haproxy_process_current_connections")]: "1500x5",
      [ofProxy("haproxy_process_max_connections")]: "2000x5",
    },
  },
  {
    alert: "EndpointDown",
    component: "blackbox-exporter",
    minute: 5,
    fires: { [ofProbe("probe_success")]: "1 1 0x5" },
    quiet: { [ofProbe("probe_success")]: "1 1 0 1 1 1" },
  },
  {
    alert: "EndpointFlapping",
    component: "blackbox-exporter",
    minute: 12,
    fires: { [ofProbe("probe_success")]: "1 0 1 0 1 0 1 1 1 1 1 1 1" },
    quiet: { [ofProbe("probe_success")]: "1 0 1 1 1 1 1 1 1 1 1 1 1" },
  },
  {
    alert: "CertificateExpiring",
    component: "blackbox-exporter",
    minute: 1,
    fires: { [ofProbe("probe_ssl_earliest_cert_expiry")]: `${20 * DAY}x2` },
    quiet: { [ofProbe("probe_ssl_earliest_cert_expiry")]: `${22 * DAY}x2` },
  },
  {
    alert: "CertificateExpiresSoon",
    component: "blackbox-exporter",
    minute: 1,
    fires: { [ofProbe("probe_ssl_earliest_cert_expiry")]: `${2 * DAY}x2` },
    quiet: { [ofProbe("probe_ssl_earliest_cert_expiry")]: `${4 * DAY}x2` },
  },
];
