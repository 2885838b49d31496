import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const engineTransport: Rule<"provider"> = {
  id: "BWK-engine-transport",
  title: "reaches its engine by a way that asks who is there",
  severity: "critical",
  why: "Whoever reaches a port of the engine that asks for no certificate is root of the host.",
  fix: "Reach the engine by ssh://, or by tcp:// with certificates (cert_path).",
  bad: `{ "provider": { "docker": { "host": "tcp://192.0.2.10:2375" } } }`,
  good: `{ "provider": { "docker": { "host": "ssh://deploy@192.0.2.10" } } }`,
  references: ["CIS Docker Benchmark 1.6, 2.7", "https://docs.docker.com/engine/security/protect-access/"],
  on: "provider",
  needs: ["connection"],
  check: ({ type, connection }) =>
    type !== "docker"
      ? NOT_APPLICABLE
      : judge(connection, "how its engine is reached", ({ transport, address }) =>
          transport === "tcp" ? `reaches its engine without certificates (${address})` : undefined,
        ),
};
