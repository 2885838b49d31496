import { z } from "zod";
import type { ContainerFacts, ImageReference, User } from "../../facts/container";
import { byDefault, declared, type Fact, unknown, type Why } from "../../facts/fact";
import { parseImage } from "../../facts/image-reference";
import { parseUser } from "../../facts/user";
import type { Entry } from "./entry";
import { HOLE, Unresolved } from "./interpolation";
import { listOf, NO_PARTS, pairs, partly, type Parts, text, valuesOf, written } from "./shapes";
import { shellWords } from "./words";

const USER = z.object({ user: text });
const IMAGE = z.object({ image: text });

/** Of a command line with a variable the words without. */
const unresolvedWords = z.instanceof(Unresolved).transform((line): Parts<string> => {
  const words = shellWords(line.text) ?? [];
  return { known: words.filter((word) => !word.includes(HOLE)), isWhole: false };
});
const words = z.union([
  listOf(text),
  written(shellWords, "a command line whose quotes end").transform((known) => ({ known, isWhole: true })),
  unresolvedWords,
]);
const COMMAND = z.object({ entrypoint: words.optional(), command: words.optional() });
const ENVIRONMENT = z.object({ environment: pairs.optional(), env_file: z.unknown().optional() });
const LABELS = z.object({ labels: pairs.optional(), label_file: z.unknown().optional() });

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
    ({ entrypoint = NO_PARTS, command = NO_PARTS }) =>
      partly([...entrypoint.known, ...command.known], entrypoint.isWhole && command.isWhole),
    unknown("image-decides"),
  );

/** A variable without a value has that of whoever runs Compose. https://docs.docker.com/reference/compose-file/services/#environment */
export const environmentOf = (service: Entry): Fact<ReadonlyMap<string, string>> =>
  service.fact(
    ENVIRONMENT,
    ({ environment = NO_PARTS, env_file: file }) => {
      const isWhole = environment.isWhole && environment.known.every(([, value]) => value !== null);
      return partly(valuesOf(environment), isWhole && file === undefined, whyOf(file));
    },
    byDefault(new Map<string, string>()),
  );

/** What is left of files is that some of them were not read. */
const whyOf = (files: unknown): Why => (files === undefined ? "expression" : "elsewhere");

export const labelsOf = (service: Entry): ContainerFacts["labels"] =>
  service.fact(
    LABELS,
    ({ labels = NO_PARTS, label_file: file }) => {
      const said = new Map(labels.known.map(([name, value]) => [name, value ?? ""]));
      return partly(said, labels.isWhole && file === undefined, whyOf(file));
    },
    byDefault(new Map<string, string>()),
  );
