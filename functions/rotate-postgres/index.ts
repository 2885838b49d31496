import { newPassword, otherOf, refuseOtherDatabase } from "./credentials";
import { notAnEvent, otherSecret, pendingRefused } from "./errors";
import { isLetIn } from "./postgres";
import { settingsFrom, type Settings } from "./settings";
import { setOther, setOwn } from "./users";
import { valueOf, Versions } from "./versions";

type Step = (versions: Versions, settings: Settings) => Promise<void>;

/** A step that is repeated finds what it has done: Secrets Manager calls again when a rotation was interrupted. */
const STEPS: Readonly<Record<string, Step>> = {
  async createSecret(versions, settings) {
    const current = await versions.current();
    refuseOtherDatabase(settings.secretArn, current, settings);
    if (await versions.tryMade()) return;
    const username = settings.administratorArn === undefined ? current.username : otherOf(current.username);
    await versions.make({ ...current, username, password: newPassword() });
  },

  async setSecret(versions, settings) {
    const made = await versions.made();
    refuseOtherDatabase(settings.secretArn, made, settings);
    if (await isLetIn(settings, made)) return;
    if (settings.administratorArn !== undefined)
      return setOther(settings, await valueOf(settings.administratorArn), made);
    return setOwn(settings, [await versions.current(), await versions.previous()], made);
  },

  async testSecret(versions, settings) {
    const made = await versions.made();
    refuseOtherDatabase(settings.secretArn, made, settings);
    if (!(await isLetIn(settings, made))) throw pendingRefused(made.username);
  },

  finishSecret: (versions) => versions.finish(),
};

/** What Secrets Manager sends. https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
interface RotationEvent {
  readonly SecretId: string;
  readonly ClientRequestToken: string;
  readonly Step: string;
}

const isEvent = (event: unknown): event is RotationEvent =>
  typeof event === "object" &&
  event !== null &&
  ["SecretId", "ClientRequestToken", "Step"].every((key) => typeof Reflect.get(event, key) === "string");

/** Does one of the four steps of a rotation. */
export async function handler(event: unknown): Promise<void> {
  const settings = settingsFrom(process.env);
  if (!isEvent(event)) throw notAnEvent(typeof event);
  const step = Object.hasOwn(STEPS, event.Step) ? STEPS[event.Step] : undefined;
  if (!step) throw notAnEvent(event.Step);
  if (event.SecretId !== settings.secretArn) throw otherSecret(event.SecretId, settings.secretArn);
  const versions = new Versions(event.SecretId, event.ClientRequestToken);
  if (await versions.isDone()) return;
  await step(versions, settings);
}
