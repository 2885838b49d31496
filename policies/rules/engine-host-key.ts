import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const engineHostKey: Rule<"provider"> = {
  id: "BWK-engine-host-key",
  title: "knows the host of its engine by its key",
  severity: "high",
  why: "Whoever is in between answers as the host, gets everything that is declared, and says what it likes.",
  fix: "Take the options out of ssh_opts, and put the host's key into known_hosts.",
  bad: `{ "provider": { "docker": { "host": "ssh://deploy@192.0.2.10", "ssh_opts": ["-o", "StrictHostKeyChecking=no"] } } }`,
  good: `{ "provider": { "docker": { "host": "ssh://deploy@192.0.2.10" } } }`,
  references: [
    "https://man.openbsd.org/ssh_config#StrictHostKeyChecking",
    "https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs#remote-hosts",
  ],
  on: "provider",
  needs: ["connection"],
  check: ({ type, connection }) =>
    type !== "docker"
      ? NOT_APPLICABLE
      : judge(connection, "how its engine is reached", ({ transport, address, checksHostKey }) => {
          if (transport !== "ssh") return NOT_APPLICABLE;
          return checksHostKey ? undefined : `does not check the key of its host (${address})`;
        }),
};
