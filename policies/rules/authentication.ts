import { judge, worstOf } from "../evaluate";
import { wordsOf } from "../facts/command-line";
import { openArguments, openVariables } from "../facts/open-doors";
import { isLeftToImage } from "../facts/fact";
import type { Rule } from "../rule";

export const authentication: Rule<"container"> = {
  id: "BWK-authentication",
  title: "asks who is there",
  severity: "critical",
  why: "Whoever reaches the port, from the next container or through a mistake of the network, owns the data.",
  fix: "Take the switch away, and give each user a password of its own.",
  bad: `environment: { POSTGRES_HOST_AUTH_METHOD: trust }`,
  good: `environment: { POSTGRES_HOST_AUTH_METHOD: scram-sha-256 }
command: [postgres, -c, config_file=/config/postgresql.conf]`,
  references: [
    "https://cwe.mitre.org/data/definitions/306.html",
    "https://github.com/docker-library/docs/blob/master/postgres/README.md#postgres_host_auth_method",
    "https://redis.io/docs/latest/operate/oss_and_stack/management/security/",
    "https://prometheus.io/docs/operating/security/",
  ],
  on: "container",
  needs: ["environment", "command"],
  check: ({ environment, command }) => {
    const said = (found: readonly string[]) =>
      found.length === 0 ? undefined : `lets in whoever asks: ${[...found].sort().join(", ")}`;
    const byVariables = judge(environment, "its environment", (variables) => said(openVariables(variables)));
    if (isLeftToImage(command)) return byVariables;
    return worstOf(
      byVariables,
      judge(command, "its command", (words) => said(openArguments(wordsOf(words)))),
    );
  },
};
