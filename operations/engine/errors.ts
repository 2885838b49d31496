import { BulwarkError } from "../errors";

/** The engine's words of a refused call, without what a library adds around them. */
export function wordsOf(error: unknown): string {
  const { json, message } = error as {
    readonly json?: { readonly message?: string } | null;
    readonly message?: string;
  };
  return (json?.message ?? message ?? String(error)).replace(/^\(HTTP code \d+\) [\w ]+ - /, "").trim();
}

/** The HTTP status that the engine answered with; undefined when it did not answer. */
export function statusOf(error: unknown): number | undefined {
  return (error as { readonly statusCode?: number }).statusCode;
}

export const engineAddressUnknown = (address: string) =>
  new BulwarkError(
    `'${address}' is no address of a Docker engine\n` +
      "Write unix:///path/of/the/socket, ssh://user@host or tcp://host:2376 as 'docker' of the host in " +
      "environments/<name>.yaml.",
    2,
  );

export const certificatesMissing = (folder: string, reason: string) =>
  new BulwarkError(
    `the client certificate for the Docker engine cannot be read from DOCKER_CERT_PATH=${folder}: ${reason}\n` +
      "Put ca.pem, cert.pem and key.pem there, or unset DOCKER_CERT_PATH.",
    3,
  );

export const engineSilent = (address: string, reason: string) =>
  new BulwarkError(
    `no Docker engine answers at ${address}: ${reason}\n` +
      "Start it, or correct 'docker' of the host in environments/<name>.yaml; 'bulwark doctor' says more.",
    3,
  );

export const engineForbidden = (address: string) =>
  new BulwarkError(
    `this user may not use the Docker engine at ${address}\n` +
      "Run Bulwark as root, or add the user to the socket's group (usually 'docker') and log in again.",
    3,
  );

export const engineRefused = (what: string, reason: string) =>
  new BulwarkError(`the Docker engine refused to ${what}\n  It said: ${reason}`, 4);

export const holderBusy = (name: string, seconds: number) =>
  new BulwarkError(
    `another run of Bulwark has been writing files on this Docker host for ${seconds} s: ` +
      `its container ${name} is there\n` +
      `Wait for it. If no other run is alive, remove it: docker rm ${name}`,
    4,
  );

export const jobFailed = (name: string, exitCode: number) =>
  new BulwarkError(`the job ${name} ended with exit code ${exitCode}\nIts log says why: docker logs ${name}`, 4);

export const jobTooSlow = (name: string, seconds: number) =>
  new BulwarkError(`the job ${name} has not ended after ${seconds} s\nIts log says why: docker logs ${name}`, 4);

export const endedAtOnce = (name: string, exitCode: number) =>
  new BulwarkError(
    `the container ${name} ended with exit code ${exitCode} right after its restart\n` +
      `Its log says why: docker logs ${name}`,
    4,
  );

export const notHealthy = (name: string, state: string, seconds: number) =>
  new BulwarkError(
    `the container ${name} is ${state}, ${seconds} s after its restart\nIts log says why: docker logs ${name}`,
    4,
  );
