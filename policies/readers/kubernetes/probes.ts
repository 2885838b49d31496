import type { Health } from "../../facts/container";
import { UNSAYABLE, byDefault, declared, type Fact } from "../../facts/fact";
import { isSaid } from "./named";
import type { Container, Probe } from "./schema";

/** Who fails it gets no more traffic. */
export const healthOf = (container: Container): Fact<Health> => factOf(container.readinessProbe, container);

/** Who fails it is started again. */
export const livenessOf = (container: Container): Fact<Health> => factOf(container.livenessProbe, container);

const NONE: Health = { form: "none", command: [], intervalSeconds: undefined, timeoutSeconds: undefined };

/** https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes */
function factOf(probe: Probe | null | undefined, container: Container): Fact<Health> {
  if (!probe) return byDefault(NONE);
  return declared({
    ...questionOf(probe, container),
    intervalSeconds: probe.periodSeconds ?? 10,
    timeoutSeconds: probe.timeoutSeconds ?? 1,
    failures: probe.failureThreshold ?? 3,
  });
}

function questionOf({ exec, httpGet, grpc, tcpSocket }: Probe, container: Container): Pick<Health, "form" | "command"> {
  if (exec) return { form: "exec", command: exec.command ?? [] };
  if (httpGet) {
    const [path = "/"] = [httpGet.path].filter(isSaid);
    return { form: "http", command: [portOf(httpGet.port, container), path] };
  }
  if (grpc) return { form: "grpc", command: [portOf(grpc.port, container), ...(grpc.service ? [grpc.service] : [])] };
  return tcpSocket ? { form: "tcp", command: [portOf(tcpSocket.port, container)] } : NONE;
}

/** A name is the port that the container gives it. */
const portOf = (port: string | number, { ports }: Container): string =>
  String((ports ?? []).find(({ name }) => name === port)?.containerPort ?? port);

/** Hosts other than the pod itself that a node asks for it. */
export function askedHosts({ readinessProbe, livenessProbe, startupProbe, lifecycle }: Container): readonly string[] {
  const questions = [readinessProbe, livenessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  return questions.flatMap(
    (one) => [one?.httpGet?.host, one?.tcpSocket?.host].filter((host) => Boolean(host)) as string[],
  );
}

/** A hook that waits, which the time to end has to hold. Of other hooks nobody can tell how long they take. */
export function stopNeedOf({ lifecycle }: Container): Fact<number> {
  const { sleep, exec } = lifecycle?.preStop ?? {};
  if (sleep) return declared(sleep.seconds);
  const [, seconds] = SLEEP.exec((exec?.command ?? []).join(" ")) ?? [];
  return seconds === undefined ? UNSAYABLE : declared(Number(seconds));
}

const SLEEP = /^(?:(?:\/bin\/)?(?:ba|da)?sh -c )?(?:\/(?:usr\/)?bin\/)?sleep (\d{1,6})s?$/;
