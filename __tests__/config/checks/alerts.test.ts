import { complaints } from "../platform-text";

const alertmanager = (routes: string) => [
  "alertmanager:",
  "  receivers: { ops: { webhook: { urlFile: ops.url } } }",
  `  routes: [${routes}]`,
];

describe("Alertmanager", () => {
  it("gets the alerts of Prometheus", () => {
    expect(complaints(["prometheus: {}", ...alertmanager("")])).toEqual([]);
  });

  it("would get none without it, so it is refused", () => {
    expect(complaints(alertmanager(""))).toEqual([
      "line 3, platform.alertmanager: gets no alerts: the platform has no Prometheus; add 'platform.prometheus: {}'",
    ]);
  });

  it.each([
    ["username: a", "a username and no 'passwordFile'"],
    ["passwordFile: a.txt", "a password and no 'username'"],
  ])("logs in to a mail server with an account and its password, never with %s alone", (setting, got) => {
    const mail = `{ to: a@example.com, from: b@example.com, smarthost: "mail:587", ${setting} }`;
    expect(complaints(["prometheus: {}", "alertmanager:", `  receivers: { ops: { email: ${mail} } }`])).toEqual([
      `line 5, platform.alertmanager.receivers.ops.email: has ${got}; say both, or neither`,
    ]);
  });

  it("refuses a route that says nothing of its alerts", () => {
    expect(complaints(["prometheus: {}", ...alertmanager("{ when: {}, receivers: [ops] }")])).toEqual([
      "line 6, platform.alertmanager.routes[0].when: got a mapping, name a severity, a component or an alert",
    ]);
  });

  it("routes alerts to receivers that there are", () => {
    const routes = "{ when: { component: api }, receivers: [ops, opps] }";
    expect(complaints(["prometheus: {}", ...alertmanager(routes)])).toEqual([
      'line 6, platform.alertmanager.routes[0].receivers[1]: got "opps", there is no such receiver, did you mean "ops"?',
    ]);
  });
});
