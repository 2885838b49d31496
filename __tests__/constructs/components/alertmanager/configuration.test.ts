import { parse } from "yaml";
import {
  alertmanagerConfiguration,
  type Named,
  type Notifications,
} from "../../../../constructs/components/alertmanager/configuration";

const named = (name: string, receiver: Named["receiver"], secretFile?: string): Named => ({
  name,
  receiver,
  secretFile: secretFile ?? `/run/secrets/alertmanager-${name}`,
});
const OPS = named("ops", { webhook: { urlFile: "x" } });
const CHAT = named("chat", { slack: { urlFile: "x", channel: "#alerts" } });
const PAGER = named("pager", { pagerduty: { routingKeyFile: "x" } });
const MAIL = named("mail", {
  email: { to: "a@example.com", from: "b@example.com", smarthost: "mail:587", username: "b", passwordFile: "x" },
});

interface Route {
  readonly receiver?: string;
  readonly matchers: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly routes?: readonly Route[];
}

interface Written {
  readonly route: Route & { readonly group_by: readonly string[]; readonly routes: readonly Route[] };
  readonly receivers: readonly { readonly name: string; readonly [way: string]: unknown }[];
  readonly inhibit_rules: readonly Readonly<Record<string, readonly string[]>>[];
}

const written = (wanted: Partial<Notifications> = {}): Written =>
  parse(alertmanagerConfiguration({ receivers: [OPS], routes: [], heartbeat: undefined, ...wanted })) as Written;
const routeFor = ({ route }: Written, matcher: string) =>
  route.routes.find(({ matchers }) => matchers.includes(matcher));

describe("the routes", () => {
  it("tell everybody of what is critical at once", () => {
    const critical = routeFor(written(), 'severity="critical"');
    expect(critical).toMatchObject({ group_wait: "0s", group_interval: "10s" });
    expect(critical?.receiver).toBeUndefined();
    expect(written().route.receiver).toBe("everybody");
  });

  it("gather the rest by alert and component", () => {
    expect(written().route).toMatchObject({ group_by: ["alertname", "component"], group_wait: "30s" });
  });

  it("tell nobody what nobody need act on", () => {
    expect(routeFor(written(), 'severity="none"')?.receiver).toBe("nobody");
  });

  it("send the watchdog to the heartbeat, at its pace, before anything else takes it", () => {
    const { route } = written({ heartbeat: { secretFile: "/run/secrets/alertmanager.heartbeat", everySeconds: 60 } });
    expect(route.routes[0]).toEqual({
      matchers: ['alertname="Watchdog"'],
      receiver: "heartbeat",
      group_wait: "0s",
      group_interval: "60s",
      repeat_interval: "30s",
    });
  });

  it("send some alerts to some receivers, critical ones at once there as well", () => {
    const routes = [{ when: { component: "postgres", alert: "TargetDown" }, receivers: ["chat"] }];
    const all = written({ receivers: [OPS, CHAT], routes });
    const route = routeFor(all, 'component="postgres"');
    expect(route?.matchers).toEqual(['component="postgres"', 'alertname="TargetDown"']);
    expect(route?.routes?.[0]).toMatchObject({ matchers: ['severity="critical"'], group_wait: "0s" });
    const receiver = all.receivers.find(({ name }) => name === route?.receiver);
    expect(Object.keys(receiver ?? {})).toEqual(["name", "slack_configs"]);
  });
});

describe("the receivers", () => {
  it("are told together, each by its secret's file", () => {
    expect(written({ receivers: [OPS, CHAT, PAGER, MAIL] }).receivers.find(({ name }) => name === "everybody")).toEqual(
      {
        name: "everybody",
        webhook_configs: [{ url: "file:/run/secrets/alertmanager-ops", send_resolved: true }],
        slack_configs: [{ api_url_file: "/run/secrets/alertmanager-chat", channel: "#alerts", send_resolved: true }],
        pagerduty_configs: [{ routing_key_file: "/run/secrets/alertmanager-pager", send_resolved: true }],
        email_configs: [
          {
            to: "a@example.com",
            from: "b@example.com",
            smarthost: "mail:587",
            auth_username: "b",
            auth_password_file: "/run/secrets/alertmanager-mail",
            send_resolved: true,
          },
        ],
      },
    );
  });
});

describe("what is not told", () => {
  const { inhibit_rules: rules } = written();

  it.each([
    ["a warning beside the same in critical", 'severity="critical"', 'severity="warning"', ["alertname", "component"]],
    [
      "what else is wrong with something that is gone",
      'alertname=~"TargetDown|TargetMissing"',
      'alertname!~"TargetDown|TargetMissing"',
      ["component"],
    ],
  ])("is %s", (_what, source, target, equal) => {
    expect(rules).toContainEqual({ source_matchers: [source], target_matchers: [target], equal });
  });
});
