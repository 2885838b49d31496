import { z } from "zod";
import type { ImageReference, User } from "../../facts/container";
import { byDefault, declared, type Fact, unknown } from "../../facts/fact";
import { parseImage } from "../../facts/image-reference";
import { parseUser } from "../../facts/user";
import { type Entry, text, written } from "./entry";
import { shellWords } from "./words";

const USER = z.object({ user: text });
const IMAGE = z.object({ image: text });
const words = z.union([z.array(text), written(shellWords, "a command line whose quotes end")]);
const COMMAND = z.object({ entrypoint: words.optional(), command: words.optional() });
const ENVIRONMENT = z.object({
  environment: z.union([z.array(text), z.record(z.string(), text.nullable())]).optional(),
  env_file: z.unknown().optional(),
});
const NETWORKS = z.object({
  networks: z.union([z.array(text), z.record(z.string(), z.unknown())]).optional(),
  network_mode: text.optional(),
});
const LOGGING = z.object({ "logging.driver": text.optional(), "logging.options.max-size": text.optional() });

/** https://docs.docker.com/reference/compose-file/services/#user */
export const userOf = (service: Entry): Fact<User> =>
  service.fact(
    USER,
    ({ user }) => (user === "" ? unknown("image-decides") : declared(parseUser(user))),
    unknown("image-decides"),
  );

/** What is built here is known when it has been built. */
export const imageOf = (service: Entry): Fact<ImageReference> =>
  service.has("build")
    ? unknown("after-apply")
    : service.fact(IMAGE, ({ image }) => declared(parseImage(image)), unknown("after-apply"));

/** What the image adds is not in it. https://docs.docker.com/reference/compose-file/services/#command */
export const commandOf = (service: Entry): Fact<readonly string[]> =>
  service.fact(
    COMMAND,
    ({ entrypoint = [], command = [] }) => declared([...entrypoint, ...command]),
    unknown("image-decides"),
  );

/** A variable without a value has that of whoever runs Compose. https://docs.docker.com/reference/compose-file/services/#environment */
export const environmentOf = (service: Entry): Fact<ReadonlyMap<string, string>> =>
  service.fact(
    ENVIRONMENT,
    ({ environment = [], env_file: file }) => {
      const all = Array.isArray(environment) ? environment.map(variableOf) : Object.entries(environment);
      const said = new Map(all.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
      return file !== undefined || all.some(([, value]) => value === null) ? unknown("expression") : declared(said);
    },
    byDefault(new Map<string, string>()),
  );

function variableOf(line: string): readonly [string, string | null] {
  const at = line.indexOf("=");
  return at < 0 ? [line, null] : [line.slice(0, at), line.slice(at + 1)];
}

/** https://docs.docker.com/compose/how-tos/networking/ */
export const networksOf = (service: Entry): Fact<readonly string[]> =>
  service.fact(
    NETWORKS,
    ({ networks = [], network_mode: mode }) => {
      if (mode !== undefined) return declared(mode === "bridge" ? [mode] : []);
      const names = Array.isArray(networks) ? networks : Object.keys(networks);
      return names.length === 0 ? byDefault(["default"]) : declared(names);
    },
    byDefault(["default"]),
  );

/** `json-file` grows without bound unless it is told. https://docs.docker.com/engine/logging/drivers/json-file/ */
export const logLimitOf = (service: Entry): Fact<boolean> =>
  service.fact(
    LOGGING,
    (said) => {
      const { "logging.driver": driver = "json-file", "logging.options.max-size": size } = said;
      if (size !== undefined) return declared(size !== "-1");
      return driver === "json-file" ? byDefault(false) : declared(true);
    },
    byDefault(false),
  );
