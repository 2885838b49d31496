import { stringify } from "yaml";
import { Severity } from "../../core";
import { urlFrom } from "./scripts";
import type { AlertRoute, Receiver } from "./settings";

/** A receiver with the path of its secret in the container. */
export interface Named {
  readonly name: string;
  readonly receiver: Receiver;
  readonly secretFile: string | undefined;
}

export interface Beat {
  readonly secretFile: string;
  readonly everySeconds: number;
}

export interface Notifications {
  readonly receivers: readonly Named[];
  readonly routes: readonly AlertRoute[];
  readonly heartbeat: Beat | undefined;
}

const EVERYBODY = "everybody";
const NOBODY = "nobody";
const HEARTBEAT = "heartbeat";

/** One message for all that is wrong with a component in the same way. */
const PACE = { group_wait: "30s", group_interval: "5m", repeat_interval: "12h" };
const AT_ONCE = { group_wait: "0s", group_interval: "10s", repeat_interval: "1h" };

/**
 * `alertmanager.yml`, as 0.22 and newer read it. A webhook's address is a placeholder in it, see `scripts.ts`.
 * https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerConfiguration(notifications: Notifications): string {
  const { receivers, routes, heartbeat } = notifications;
  const chosen = routes.map(({ receivers: names }) => receivers.filter(({ name }) => names.includes(name)));
  return stringify(
    {
      route: tree(notifications),
      inhibit_rules: INHIBITIONS,
      receivers: [
        { name: NOBODY },
        together(EVERYBODY, receivers),
        ...chosen.map((some, index) => together(routeName(index), some)),
        ...(heartbeat ? [{ name: HEARTBEAT, webhook_configs: [called(heartbeat.secretFile, false)] }] : []),
      ],
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

function tree({ routes, heartbeat }: Notifications) {
  const critical = { matchers: [`severity="${Severity.CRITICAL}"`], ...AT_ONCE };
  return {
    receiver: EVERYBODY,
    group_by: ["alertname", "component"],
    ...PACE,
    routes: [
      ...(heartbeat ? [beats(heartbeat)] : []),
      // What nobody need act on.
      { matchers: [`severity="${Severity.NONE}"`], receiver: NOBODY },
      ...routes.map(({ when }, index) => ({
        matchers: matchers(when),
        receiver: routeName(index),
        routes: [critical],
      })),
      critical,
    ],
  };
}

/** Sent again with every look at its group: a shorter time would be missed by half of them. */
const beats = ({ everySeconds }: Beat) => ({
  matchers: ['alertname="Watchdog"'],
  receiver: HEARTBEAT,
  group_wait: "0s",
  group_interval: `${everySeconds}s`,
  repeat_interval: `${Math.ceil(everySeconds / 2)}s`,
});

function matchers({ severity, component, alert }: AlertRoute["when"]): readonly string[] {
  const wanted = { severity, component, alertname: alert };
  return Object.entries(wanted).flatMap(([label, value]) => (value === undefined ? [] : [`${label}="${value}"`]));
}

const GONE = "TargetDown|TargetMissing";

/** What is the consequence of something worse that is said already. */
const INHIBITIONS = [
  {
    source_matchers: [`severity="${Severity.CRITICAL}"`],
    target_matchers: [`severity="${Severity.WARNING}"`],
    equal: ["alertname", "component"],
  },
  { source_matchers: [`alertname=~"${GONE}"`], target_matchers: [`alertname!~"${GONE}"`], equal: ["component"] },
];

const routeName = (index: number) => `route-${index + 1}`;

/** Several receivers as one, since a route has one: they are told at the same time. */
function together(name: string, receivers: readonly Named[]) {
  const ways: Record<string, object[]> = {};
  for (const one of receivers) {
    const [way, config] = wayOf(one);
    ways[way] = [...(ways[way] ?? []), config];
  }
  return { name, ...ways };
}

function wayOf({ receiver, secretFile }: Named): readonly [string, object] {
  if ("webhook" in receiver) return ["webhook_configs", called(secretFile!, true)];
  if ("slack" in receiver) {
    const { channel } = receiver.slack;
    return ["slack_configs", { api_url_file: secretFile, channel, send_resolved: true }];
  }
  if ("pagerduty" in receiver) return ["pagerduty_configs", { routing_key_file: secretFile, send_resolved: true }];
  const { to, from, smarthost, username } = receiver.email;
  const login = username === undefined ? {} : { auth_username: username };
  const proof = secretFile === undefined ? {} : { auth_password_file: secretFile };
  return ["email_configs", { to, from, smarthost, ...login, ...proof, send_resolved: true }];
}

const called = (secretFile: string, resolved: boolean) => ({ url: urlFrom(secretFile), send_resolved: resolved });
