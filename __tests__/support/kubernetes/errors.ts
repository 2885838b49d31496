export const programEnded = (name: string, code: string, log: string) =>
  new Error(`${name} ended with ${code} before it was ready; its log ends with:\n${log}`);

export const programSilent = (name: string, seconds: number, log: string) =>
  new Error(`${name} was not ready after ${seconds} s; its log ends with:\n${log}`);

export const noKubernetesPrograms = (why: string) =>
  new Error(`the programs of the Kubernetes suites cannot be had:\n${why}`);

/** What the API server answered when it refused. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly request: string,
    said: string,
  ) {
    super(`${request}: ${status} ${said}`);
  }
}
