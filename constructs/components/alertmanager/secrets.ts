import { SecretKind, mounted, type SecretMount } from "../../core";
import type { Heartbeat, Receiver } from "./settings";

/** The operator's file of a receiver, as the container sees it; undefined for one without a secret. */
export function secretOf(owner: string, name: string, receiver: Receiver): SecretMount | undefined {
  const file = fileOf(receiver);
  return file === undefined ? undefined : given(`${owner}-${name}`, file);
}

/** With a dot, which no receiver's name has. */
export const heartbeatSecret = (owner: string, { urlFile }: Heartbeat): SecretMount =>
  given(`${owner}.heartbeat`, urlFile);

function given(name: string, givenFile: string): SecretMount {
  return mounted({ name, kind: SecretKind.PASSWORD, givenFile });
}

function fileOf(receiver: Receiver): string | undefined {
  if ("webhook" in receiver) return receiver.webhook.urlFile;
  if ("slack" in receiver) return receiver.slack.urlFile;
  if ("pagerduty" in receiver) return receiver.pagerduty.routingKeyFile;
  return receiver.email.passwordFile;
}
