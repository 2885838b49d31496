import type { Finding } from "../problem";
import type { Settings } from "../schema";
import { didYouMean } from "../suggest";

type Alertmanager = NonNullable<Settings["platform"]["alertmanager"]>;

const PATH = ["platform", "alertmanager"];

/** Alerts come from Prometheus, and go to receivers that there are and that can be logged in to. */
export function alertFindings({ platform: { alertmanager, prometheus } }: Settings): Finding[] {
  if (!alertmanager) return [];
  const message = "gets no alerts: the platform has no Prometheus; add 'platform.prometheus: {}'";
  return [
    ...(prometheus ? [] : [{ path: PATH, message }]),
    ...loginFindings(alertmanager),
    ...routeFindings(alertmanager),
  ];
}

function loginFindings({ receivers }: Alertmanager): Finding[] {
  return Object.entries(receivers).flatMap(([name, receiver]) => {
    if (!("email" in receiver)) return [];
    const { username, passwordFile } = receiver.email;
    if ((username === undefined) === (passwordFile === undefined)) return [];
    const message = `has ${username === undefined ? "a password and no 'username'" : "a username and no 'passwordFile'"}; say both, or neither`;
    return [{ path: [...PATH, "receivers", name, "email"], message }];
  });
}

function routeFindings({ receivers, routes }: Alertmanager): Finding[] {
  const known = Object.keys(receivers);
  return routes.flatMap((route, number) =>
    route.receivers.flatMap((name, index) => {
      const message = `got "${name}", there is no such receiver${didYouMean(name, known)}`;
      return known.includes(name) ? [] : [{ path: [...PATH, "routes", number, "receivers", index], message }];
    }),
  );
}
