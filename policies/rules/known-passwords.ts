import { judge } from "../evaluate";
import { namesSecret } from "../facts/secrets";
import type { Rule } from "../rule";

/** Those with which images and their manuals come, and those that are tried first. */
const KNOWN =
  /^(admin|administrator|root|postgres|mysql|mongo|redis|rabbitmq|guest|user|test|testing|demo|example|sample|default|password|passw0rd|p@ssw0rd|passwd|pass|secret|secrets|token|changeme|change[-_]?it|change[-_]?me([-_ ].*)?|changethis|replace[-_]?me|letmein|welcome|qwerty|minio|minioadmin|minio123|grafana|prom-operator|elastic|sa|toor|somewordpress|wordpress|nextcloud|docker|dev|development|local|master|1234(5(6(7(8(90?)?)?)?)?)?|your[-_ ]?(strong[-_ ]?)?password.*)[!1]?(123)?$/i;

export const knownPasswords: Rule<"container"> = {
  id: "BWK-known-passwords",
  title: "has no password that everybody knows",
  severity: "critical",
  why: "The passwords of manuals and examples are the first that are tried, by programs that search the whole net.",
  fix: "Make a long random one, and give it as a file.",
  bad: `environment: { MINIO_ROOT_PASSWORD: minioadmin }`,
  good: `environment: { MINIO_ROOT_PASSWORD_FILE: /run/secrets/minio }`,
  references: [
    "https://cwe.mitre.org/data/definitions/1392.html",
    "https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html",
  ],
  relatives: ["BWK-secrets-in-environment"],
  cannotBeWaived: true,
  on: "container",
  needs: ["environment"],
  check: (container) =>
    judge(container.environment, "its environment", (variables) => {
      const found = [...variables].filter(([name, value]) => isKnown(name, value)).map(([name]) => name);
      return found.length === 0 ? undefined : `has passwords that everybody knows: ${found.sort().join(", ")}`;
    }),
};

/** Some write both in one variable: `neo4j/password`. */
const isKnown = (name: string, value: string): boolean =>
  namesSecret(name) && value.length < 100 && KNOWN.test(value.replace(/^\w+[/:](?=.)/, ""));
