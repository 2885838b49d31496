import { CATALOGUE } from "../../../policies/catalogue";
import { evaluate } from "../../../policies/evaluate";
import type { ContainerFacts } from "../../../policies/facts/container";
import { byDefault, declared } from "../../../policies/facts/fact";
import { parseImage } from "../../../policies/facts/image-reference";
import { parseUser } from "../../../policies/facts/user";
import { container, platformOf } from "../../support/policies/container";

/** One text in every place where a stranger's file may have one. */
function everywhere(text: string): Partial<ContainerFacts> {
  const pairs = declared(new Map([[text, text]]));
  const words = declared([text, "-p", text]);
  return {
    user: declared(parseUser(text)),
    groups: words,
    image: declared(parseImage(text)),
    runtime: declared(text),
    environment: pairs,
    labels: pairs,
    logOptions: pairs,
    sysctls: pairs,
    command: words,
    devices: words,
    uploads: declared([{ target: text, text }]),
    health: declared({ form: "shell", command: [text], intervalSeconds: NaN, timeoutSeconds: -1 }),
    networks: declared([{ network: text, aliases: [text, text] }]),
    mounts: declared([{ kind: "bind", source: text, target: text, readOnly: true, propagation: text }]),
    sharedNamespaces: declared([{ namespace: "pid", of: text }]),
    stopGraceSeconds: byDefault(NaN),
  };
}

it.each(["", " ", "\0", "__proto__", "$(", "'", "\\", "://:@", "-----BEGIN ", "🔑=🔑", "/", "a:b@c:d", "=", "sh -c '"])(
  "every rule has an answer to %j, once and a hundred thousand times",
  (piece) => {
    const begin = process.cpuUsage().user;
    const subjects = [piece, piece.repeat(100_000)].map((text) => container(everywhere(text)));
    const report = evaluate([platformOf(...subjects)], CATALOGUE);
    expect(report.findings.length).toBeGreaterThan(0);
    expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(5);
  },
);
