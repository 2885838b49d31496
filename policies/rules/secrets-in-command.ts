import { NOT_APPLICABLE, judge } from "../evaluate";
import { secretsAmong } from "../facts/arguments";
import { wordsOf } from "../facts/command-line";
import { isLeftToImage } from "../facts/fact";
import type { Rule } from "../rule";

export const secretsInCommand: Rule<"container"> = {
  id: "BWK-secrets-in-command",
  title: "has no secret in its command",
  severity: "high",
  why: "The words of a command are in the list of processes, which everybody on the host may read, and in inspect.",
  fix: "Give the secret as a file, and the command the path of it.",
  bad: `command: [redis-server, --requirepass, hunter2]`,
  good: `command: [redis-server, /run/secrets/redis.conf]`,
  references: [
    "https://cwe.mitre.org/data/definitions/214.html",
    "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  ],
  cannotBeWaived: true,
  on: "container",
  needs: ["command"],
  check: ({ command }) =>
    isLeftToImage(command)
      ? NOT_APPLICABLE
      : judge(command, "its command", (said) => {
          const found = secretsAmong(wordsOf(said));
          return found.length === 0 ? undefined : `has secrets in its command: ${found.join(", ")}`;
        }),
};
